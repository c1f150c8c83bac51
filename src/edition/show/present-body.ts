import { isShownAsStored } from '../../library/body/stored.ts';
import { resolveBody } from '../../library/body/resolve.ts';
import { toHtml } from '../../library/body/writing/to-html.ts';
import { toMarkdown } from '../../library/body/markdown/on-demand.ts';
import { toText } from '../../library/body/writing/to-text.ts';
import { storyAddress, type Site } from '../../library/site.ts';
import type { Embedded } from './embedded.ts';
import { presentUse } from './present-use.ts';
import type { Article, BodyForm } from './schema.ts';
import type { LiveRow } from '../articles/table.ts';

/**
 * The body of a story in the requested form, with its public pictures and links. `stored` is for what is only written as
 * JSON: where the blocks are shown as they are stored, it has the text of them in place of the blocks.
 */
export function presentBody(
  row: LiveRow,
  embedded: Embedded,
  site: Site,
  form: BodyForm | 'stored',
): Pick<Article, 'body' | 'bodyHtml' | 'bodyText' | 'bodyMarkdown'> {
  if (form === 'stored' && isShownAsStored(row.body)) return { body: row.body as unknown as Article['body'] };
  const resolved = resolveBody(row.body.value, {
    pictureOf: (use) => presentUse(use, row, embedded, site),
    links: new Map(
      [...embedded.headlines].map(([id, story]) => [
        id,
        { id: story.id, slug: story.slug, locale: story.locale, href: storyAddress(site, story) },
      ]),
    ),
  });
  switch (form) {
    case 'stored':
    case 'blocks':
      return { body: resolved };
    case 'html':
      return { bodyHtml: toHtml(resolved, row.locale) };
    case 'text':
      return { bodyText: toText(resolved) };
    case 'markdown':
      return { bodyMarkdown: toMarkdown(resolved) };
  }
}
