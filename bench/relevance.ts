/** Whether people find what they look for: French news with the key phrases that readers gave each story. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { system } from '../src/access/system.ts';
import { readConfig } from '../src/main/settings/config.ts';
import { SearchQuery } from '../src/delivery/search/schema.ts';
import { searchArticles } from '../src/delivery/search/search.ts';
import { createArticle } from '../src/desk/drafts/create.ts';
import { publishArticle } from '../src/desk/release/publish.ts';
import { ArticleIn } from '../src/desk/stories/schema.ts';
import { systemClock } from '../src/foundation/clock.ts';
import { openNewsroom } from '../src/main/newsroom.ts';

const shared = process.env['SHARED_DIR'] ?? fileURLToPath(new URL('../../shared', import.meta.url));
const corpus = join(shared, 'data/search-wikinews-fr');

/** Publishes the stories in a newsroom of their own and asks for each by its phrases; says how far down it is found. */
export async function measureRelevance(): Promise<string> {
  if (!existsSync(corpus)) return 'Relevance: the stories to measure it on are not at hand.';
  const folder = await mkdtemp(join(tmpdir(), 'dateline-relevance-'));
  const config = readConfig({}, { DATA_DIR: folder, PORT: '3000', SEED: 'none', DEFAULT_LOCALE: 'fr' });
  const database = await openNewsroom({ config, clock: systemClock });
  try {
    const ids = new Map<string, string>();
    for (const file of await readdir(join(corpus, 'documents'))) {
      const html = await readFile(join(corpus, 'documents', file), 'utf8');
      const headline = /<h1>(.*?)<\/h1>/s.exec(html)![1]!;
      const input = ArticleIn.parse({
        headline,
        locale: 'fr',
        bodyHtml: html.slice(html.indexOf('</h1>') + 5),
      });
      const { row } = await database.transact(system, async (work) =>
        publishArticle(work, await createArticle(work, input, { defaultLocale: 'fr' })),
      );
      ids.set(file.replace('.html', ''), row.id);
    }
    const phrases = JSON.parse(await readFile(join(corpus, 'keyphrases.json'), 'utf8')) as Record<
      string,
      string[]
    >;
    const ranks: number[] = [];
    for (const [document, asked] of Object.entries(phrases)) {
      for (const q of asked) {
        const query = SearchQuery.parse({ q, limit: '100' });
        const { data } = await database.read((db) => searchArticles(db, query, config.site));
        ranks.push(data.findIndex(({ id }) => id === ids.get(document)) + 1);
      }
    }
    const found = ranks.filter((rank) => rank > 0);
    function share(most: number): string {
      return `${((100 * found.filter((rank) => rank <= most).length) / ranks.length).toFixed(0)} %`;
    }
    const reciprocal = found.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length;
    return `Relevance: ${ids.size} French stories, asked for by ${ranks.length} key phrases that readers gave them. The story is first for ${share(1)}, among the first three for ${share(3)}, among the first ten for ${share(10)}, found at all for ${share(100)}; mean reciprocal rank ${reciprocal.toFixed(2)}.`;
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
