import { cutText } from '../../foundation/cut-text.ts';
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { idOfUrn } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { onOneLine } from '../../library/body/words.ts';
import type { BlockIn } from '../../library/body/schema.ts';
import type { ArticleIn } from '../stories/schema.ts';
import { articles, externalIds } from '../stories/table.ts';
import type { IncomingStory } from './formats/incoming.ts';
import type { Tell } from './notes.ts';

type Linked = Pick<ArticleIn, 'related' | 'translationOf' | 'body'>;

/** The related and linked stories that exist here. */
export async function findRelatedStories(
  db: Db,
  { related, name, body }: Pick<IncomingStory, 'related' | 'name'> & { body: ArticleIn['body'] },
  tell: Tell,
): Promise<Linked> {
  const ids = await findByUri(
    db,
    name.scheme,
    related.map(({ uri }) => uri),
  );
  const linked: Linked = { related: [] };
  for (const [index, { relation, uri, headline, isLink }] of related.entries()) {
    const article = ids.get(uri);
    if (isLink && relation !== 'translationOf')
      linked.related!.push(omitAbsent({ relation, url: uri, title: headline && onOneLine(headline) }));
    else if (article === undefined)
      tell(
        'referenceDropped',
        `Another story is not here, and not named as ${relation}: ${uri}${headline ? ` ("${cutText(headline, 300)}")` : ''}.`,
        `/related/${index}`,
      );
    else if (relation === 'translationOf') linked.translationOf = article;
    else if (!linked.related!.some((one) => one.article === article))
      linked.related!.push({ relation, article });
  }
  return { ...linked, ...(body ? { body: await withLinks(db, body) } : {}) };
}

/** The stories imported with these URIs, and our own stories with these URNs. */
async function findByUri(db: Db, scheme: string, uris: string[]): Promise<Map<string, string>> {
  if (uris.length === 0) return new Map();
  const ours = new Map(uris.map((uri) => [idOfUrn('article', uri), uri]));
  const here = await db
    .select({ id: articles.id })
    .from(articles)
    .where(
      inArray(
        articles.id,
        [...ours.keys()].filter((id) => id !== undefined),
      ),
    );
  const came = await findNamed(db, scheme, uris);
  return new Map([...here.map(({ id }) => [ours.get(id)!, id] as const), ...came]);
}

/** Turns links to the page of an imported story into links to the story. */
async function withLinks(db: Db, body: BlockIn[]): Promise<BlockIn[]> {
  const hrefs = body.flatMap((block) =>
    block._type === 'block'
      ? (block.markDefs ?? []).flatMap((def) => (def._type === 'link' ? [def.href] : []))
      : [],
  );
  const stories = await findNamed(db, 'url', hrefs);
  if (stories.size === 0) return body;
  return body.map((block) => {
    if (block._type !== 'block' || !block.markDefs) return block;
    const markDefs = block.markDefs.map((def) => {
      const article = def._type === 'link' ? stories.get(def.href) : undefined;
      return article === undefined ? def : { _type: 'articleLink' as const, _key: def._key, article };
    });
    return { ...block, markDefs };
  });
}

async function findNamed(db: Db, scheme: string, values: string[]): Promise<Map<string, string>> {
  if (values.length === 0) return new Map();
  const rows = await db
    .select({ value: externalIds.value, id: externalIds.articleId })
    .from(externalIds)
    .where(and(eq(externalIds.scheme, scheme), inArray(externalIds.value, values)));
  return new Map(rows.map(({ value, id }) => [value, id]));
}
