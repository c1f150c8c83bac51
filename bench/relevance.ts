/** Whether people find what they look for, in a French and in an English newsroom of its own. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { system } from '../src/access/system.ts';
import { readConfig } from '../src/main/settings/config.ts';
import { SearchQuery } from '../src/delivery/search/schema.ts';
import { searchArticles } from '../src/delivery/search/search.ts';
import { createArticle } from '../src/desk/drafts/create.ts';
import { publishArticle } from '../src/desk/release/publish.ts';
import { ArticleIn } from '../src/desk/stories/schema.ts';
import { systemClock } from '../src/foundation/clock.ts';
import { openNewsroom } from '../src/main/newsroom.ts';

/** A story, and what people ask who look for it. */
type Sought = { headline: string; bodyHtml: string; asked: string[] };

const shared = process.env['SHARED_DIR'] ?? fileURLToPath(new URL('../../shared', import.meta.url));
const corpus = join(shared, 'data/search-wikinews-fr');

/** Says of each language how far down the stories are found. */
export async function measureRelevance(): Promise<string> {
  const english = await rankAll(await readEnglish(), 'en');
  const ours = `${english.stories} English stories made up for this, asked for in other words and other forms of words than theirs as well`;
  if (!existsSync(corpus)) return `Relevance: ${ours}${english.said} The French stories are not at hand.`;
  const french = await rankAll(await readFrench(), 'fr');
  return `Relevance: ${french.stories} French stories, asked for by the key phrases that readers gave them${french.said}\n\n${ours}${english.said}`;
}

async function readEnglish(): Promise<Sought[]> {
  const text = await readFile(new URL('relevance-stories.yaml', import.meta.url), 'utf8');
  const stories = parse(text) as { headline: string; text: string; asked: string }[];
  return stories.map(({ headline, text, asked }) => ({
    headline,
    bodyHtml: `<p>${text}</p>`,
    asked: asked.split('; '),
  }));
}

async function readFrench(): Promise<Sought[]> {
  const phrases = JSON.parse(await readFile(join(corpus, 'keyphrases.json'), 'utf8')) as Record<
    string,
    string[]
  >;
  const files = await readdir(join(corpus, 'documents'));
  return Promise.all(
    files.map(async (file) => {
      const html = await readFile(join(corpus, 'documents', file), 'utf8');
      return {
        headline: /<h1>(.*?)<\/h1>/s.exec(html)![1]!,
        bodyHtml: html.slice(html.indexOf('</h1>') + 5),
        asked: phrases[file.replace('.html', '')] ?? [],
      };
    }),
  );
}

/** Publishes the stories in a newsroom of their own, and asks for each. */
async function rankAll(stories: Sought[], locale: string): Promise<{ stories: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-relevance-'));
  const config = readConfig({}, { DATA_DIR: folder, PORT: '3000', SEED: 'none', DEFAULT_LOCALE: locale });
  const database = await openNewsroom({ config, clock: systemClock });
  try {
    const published: { id: string; asked: string[] }[] = [];
    for (const { headline, bodyHtml, asked } of stories) {
      const input = ArticleIn.parse({ headline, locale, bodyHtml });
      const { row } = await database.transact(system, async (work) =>
        publishArticle(work, await createArticle(work, input, { defaultLocale: locale })),
      );
      published.push({ id: row.id, asked });
    }
    const ranks: number[] = [];
    for (const { id: sought, asked } of published)
      for (const q of asked) {
        const query = SearchQuery.parse({ q, limit: '100' });
        const { data } = await database.read((db) => searchArticles(db, query, config.site));
        ranks.push(data.findIndex(({ id }) => id === sought) + 1);
      }
    return { stories: stories.length, said: saidOf(ranks) };
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function saidOf(ranks: number[]): string {
  const found = ranks.filter((rank) => rank > 0);
  function share(most: number): string {
    return `${((100 * found.filter((rank) => rank <= most).length) / ranks.length).toFixed(0)} %`;
  }
  const reciprocal = found.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length;
  return ` (${ranks.length} questions). The story is first for ${share(1)}, among the first three for ${share(3)}, among the first ten for ${share(10)}, found at all for ${share(100)}; mean reciprocal rank ${reciprocal.toFixed(3)}.`;
}
