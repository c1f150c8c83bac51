import { inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { referencesIn } from '../../library/body/references.ts';
import type { BlockIn } from '../../library/body/schema.ts';
import type { Note } from '../../library/notes.ts';
import { findCaption } from '../../library/pictures/rows/store.ts';
import { media } from '../../library/tables/pictures.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { IncomingPicture, IncomingStory } from './formats/incoming.ts';

type Shown = Pick<ArticleIn, 'leadMedia' | 'placements' | 'body'>;

/**
 * The pictures of a story that exist here. Missing ones are noted with their captions, so that somebody can upload
 * them; nothing is downloaded from addresses in the input.
 */
export async function matchPictures(
  db: Db,
  {
    pictures,
    body,
    locale,
    placeOf,
  }: Pick<IncomingStory, 'pictures' | 'placeOf'> & { body: ArticleIn['body']; locale: string },
  notes: Note[],
): Promise<Shown> {
  const wanted = [...pictures.flatMap((one) => one.media), ...referencesIn(body ?? []).media];
  const here = await findHere(db, wanted);
  const shown: Shown = { placements: [] };
  for (const picture of pictures) {
    const id = picture.media.find((candidate) => here.has(candidate));
    if (id === undefined)
      notes.push({ name: 'picture-dropped', detail: missing(picture), pointer: placeOf('/placements') });
    else if (!picture.inText) {
      const placement = await placementOf(db, id, picture, locale);
      if (picture.lead && !shown.leadMedia) shown.leadMedia = placement;
      else shown.placements!.push(placement);
    }
  }
  const told = pictures.filter(({ inText }) => inText).length;
  const cut = body && withoutPictures(body, here);
  if (cut && told === 0 && cut.length < body.length)
    notes.push({
      name: 'picture-dropped',
      detail: 'Pictures in the text are not here, and left out.',
      pointer: placeOf('/body'),
    });
  return { ...shown, ...(cut ? { body: cut } : {}) };
}

async function findHere(db: Db, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.select({ id: media.id }).from(media).where(inArray(media.id, ids));
  return new Set(rows.map(({ id }) => id));
}

/** A use of a picture with the imported captions, where they differ from its own. */
async function placementOf(db: Db, id: string, { caption, altText }: IncomingPicture, locale: string) {
  const own = await findCaption(db, id, locale);
  return {
    media: id,
    ...(caption && caption !== own?.caption && caption.length <= 2000 ? { caption } : {}),
    ...(altText && altText !== own?.altText && altText.length <= 1000 ? { altText } : {}),
  };
}

function missing({ uri = '', caption, altText }: IncomingPicture): string {
  const words = [
    ...(caption ? [`caption: "${caption.slice(0, 500)}"`] : []),
    ...(altText ? [`alt text: "${altText.slice(0, 500)}"`] : []),
  ].join(', ');
  return `A picture is not here and not shown, upload it: ${uri}${words && ` (${words})`}`;
}

function withoutPictures(body: BlockIn[], here: ReadonlySet<string>): BlockIn[] {
  return body.flatMap((block): BlockIn[] => {
    if (block._type === 'image') return here.has(block.media) ? [block] : [];
    if (block._type !== 'gallery') return [block];
    const items = block.items.filter((item) => here.has(item.media));
    return items.length === 0 ? [] : [{ ...block, items }];
  });
}
