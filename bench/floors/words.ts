import { indexed } from '../../src/foundation/search/words.ts';
import type { Draft } from './draft.ts';
import type { PictureRow } from './pictures.ts';
import { json } from './rows.ts';

/** A new story's row of the desk's index: headline, standfirst, body, captions, names, facets. */
export function wordsOf(draft: Draft, createdBy: string, picture: PictureRow): string[] {
  const { leadMedia, bylines, agency, topics, section, kind, locale, urgency } = draft;
  const words = picture.captions.filter((caption) => caption.locale === locale);
  const facets = { locale, kind, section, agency, urgency, creator: createdBy };
  return [
    joined([draft.headline]),
    joined([draft.standfirst]),
    joined([
      ...draft.body.map(({ children }) => children.map(({ text }) => text).join('')),
      draft.dateline.text,
      draft.creditLine,
      draft.slugline,
    ]),
    joined([
      ...(leadMedia.caption === undefined ? words.map(({ caption }) => caption) : [leadMedia.caption]),
      ...(leadMedia.altText === undefined ? words.map((caption) => caption.alt_text) : [leadMedia.altText]),
      ...words.map((caption) => caption.extended_description),
      ...[picture.headline, picture.credit_line, picture.place],
      ...(json(picture.creators) ?? []).map(({ name }: { name: string }) => name),
    ]),
    [...bylines.map(({ byline }) => byline), agency, ...topics].map(wordOf).join(' '),
    Object.entries(facets)
      .map(([filter, value]) => wordOf(`is${filter}${value}`))
      .join(' '),
  ];
}

function joined(texts: (string | null)[]): string {
  return texts
    .flatMap((text) => text || [])
    .map((text) => indexed(text, { elides: false }))
    .join(' ¶ ');
}

function wordOf(id: string): string {
  return id.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}
