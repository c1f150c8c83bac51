import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleContent, Attribution } from '../../edition/articles/content.ts';
import type { Body } from '../../library/body/schema.ts';
import type { Note } from '../../library/notes.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';

type Kind = 'agency' | 'byline' | 'section' | 'topic' | 'media' | 'article';

/**
 * The content of an old version without references to what is gone: deleted records, pictures and stories, and a
 * relation to the story itself. Also what was left out, with its place in that version.
 */
export function withoutGone(
  storyId: string,
  content: ArticleContent,
  { agencies, bylines, sections, topics, pictures, stories }: DeskEmbedded,
): { content: ArticleContent; leftOut: Note[] } {
  const leftOut: Note[] = [];
  const present: Record<Kind, (id: string) => boolean> = {
    agency: (id) => agencies.has(id),
    byline: (id) => bylines.has(id),
    section: (id) => sections.has(id),
    topic: (id) => topics.has(id),
    media: (id) => pictures.has(id),
    article: (id) => stories.get(id)?.deletedAt === null,
  };
  function isThere(kind: Kind, id: string | undefined, pointer: string): boolean {
    if (id === undefined || present[kind](id)) return true;
    leftOut.push({ name: 'referenceDropped', pointer, detail: `There is no ${kind} "${id}" any more.` });
    return false;
  }
  function kept<T>(
    kind: Kind,
    all: T[],
    idOf: (one: T) => string | undefined,
    at: (index: number) => string,
  ) {
    return all.filter((one, index) => isThere(kind, idOf(one), at(index)));
  }
  function single(kind: Kind, id: string | undefined, pointer: string): string | undefined {
    return isThere(kind, id, pointer) ? id : undefined;
  }
  // Without its agency it must still say who the source is; without `via`, that we did not ask the source ourselves.
  function isSaid({ agency, via, name, description }: Attribution, index: number): boolean {
    const pointer = `/attributions/${index}`;
    const hasAgency = isThere('agency', agency, `${pointer}/agency`);
    const hasVia = isThere('agency', via, `${pointer}/via`);
    return hasVia && (hasAgency || name !== undefined || description !== undefined);
  }
  const { leadMedia } = content;
  const without = omitAbsent({
    ...content,
    agency: single('agency', content.agency, '/agency'),
    section: single('section', content.section, '/section'),
    translationOf: single('article', content.translationOf, '/translationOf'),
    leadMedia: isThere('media', leadMedia?.media, '/leadMedia') ? leadMedia : undefined,
    bylines: kept(
      'byline',
      content.bylines,
      ({ byline }) => byline,
      (index) => `/bylines/${index}`,
    ),
    topics: kept(
      'topic',
      content.topics,
      (id) => id,
      (index) => `/topics/${index}`,
    ),
    placements: kept(
      'media',
      content.placements,
      ({ media }) => media,
      (index) => `/placements/${index}`,
    ),
    related: kept(
      'article',
      content.related,
      ({ article }) => article,
      (index) => `/related/${index}`,
    ).filter(({ article }) => article !== storyId),
    attributions: content.attributions
      .filter(isSaid)
      .map(({ agency, ...rest }) =>
        omitAbsent({ ...rest, agency: agency !== undefined && present.agency(agency) ? agency : undefined }),
      ),
    body: content.body.flatMap((block, index) => bodyWithout(block, `/body/${index}`, isThere)),
  });
  return { content: without as ArticleContent, leftOut };
}

type IsThere = (kind: Kind, id: string, pointer: string) => boolean;

/** A block without pictures that are gone; of a link to a story that is gone only its words stay. */
function bodyWithout(block: Body[number], pointer: string, isThere: IsThere): Body {
  if (block._type === 'image') return isThere('media', block.media, pointer) ? [block] : [];
  if (block._type === 'gallery') {
    const items = block.items.filter(({ media }, place) =>
      isThere('media', media, `${pointer}/items/${place}`),
    );
    return items.length > 0 ? [{ ...block, items }] : [];
  }
  if (block._type !== 'block') return [block];
  const markDefs = block.markDefs.filter(
    (mark, place) =>
      mark._type !== 'articleLink' || isThere('article', mark.article, `${pointer}/markDefs/${place}`),
  );
  const gone = new Set(block.markDefs.filter((mark) => !markDefs.includes(mark)).map(({ _key }) => _key));
  const children = block.children.map((span) => ({
    ...span,
    marks: span.marks.filter((mark) => !gone.has(mark)),
  }));
  return [{ ...block, markDefs, children }];
}
