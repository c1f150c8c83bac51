import { cutText } from '../../foundation/cut-text.ts';
import type { Db } from '../../foundation/database/database.ts';
import { referencesIn } from '../../library/body/references.ts';
import type { BlockIn } from '../../library/body/schema.ts';
import { findMediaItems, type MediaItem } from '../../library/pictures/rows/store.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { IncomingPicture, IncomingStory, PictureWords } from './formats/incoming.ts';
import type { Tell } from './notes.ts';

type Shown = Pick<ArticleIn, 'leadMedia' | 'placements' | 'body'>;

/**
 * The pictures of a story that exist here. Missing ones are noted with their captions, credits and rights, so that
 * somebody can upload them; nothing is downloaded from addresses in the input.
 */
export async function matchPictures(
  db: Db,
  {
    pictures,
    pictureWords,
    body,
    locale,
  }: Pick<IncomingStory, 'pictures' | 'pictureWords'> & { body: ArticleIn['body']; locale: string },
  tell: Tell,
): Promise<Shown> {
  const wanted = [...pictures.flatMap((one) => one.media), ...referencesIn(body ?? []).media];
  const here = await findMediaItems(db, wanted);
  const shown: Shown = { placements: [] };
  for (const [index, picture] of pictures.entries()) {
    const place = `/pictures/${index}`;
    const words = pictureWords[index] ?? [];
    const id = picture.media.find((candidate) => here.has(candidate));
    if (id === undefined) {
      tell('pictureDropped', missing(picture, words), place);
      continue;
    }
    const status = words.find(({ label }) => label === 'pubStatus')?.value;
    if (status !== undefined) {
      tell('pictureDropped', `The picture ${id} is not shown: its source says "${status}".`, place);
      continue;
    }
    const lost = words.filter((one) => one.label !== 'file' && !isKnown(one, here.get(id)!));
    if (lost.length > 0)
      tell('fieldDropped', `The picture ${id} is as it is here; its source says: ${listOf(lost)}.`, place);
    if (picture.inText) continue;
    const placement = placementOf(here.get(id)!, picture, locale);
    if (picture.lead && !shown.leadMedia) shown.leadMedia = placement;
    else shown.placements!.push(placement);
  }
  const told = pictures.filter(({ inText }) => inText).length;
  const cut = body && withoutPictures(body, here);
  if (cut && told === 0 && cut.length < body.length)
    tell('pictureDropped', 'Pictures in the text are not here, and left out.', '/body');
  return { ...shown, ...(cut ? { body: cut } : {}) };
}

/** A use of a picture with the imported captions, where they differ from its own. */
function placementOf(item: MediaItem, { caption, altText }: IncomingPicture, locale: string) {
  const own = item.captions.find((one) => one.locale === locale);
  return {
    media: item.id,
    ...(caption && caption !== own?.caption && caption.length <= 2000 ? { caption } : {}),
    ...(altText && altText !== own?.altText && altText.length <= 1000 ? { altText } : {}),
  };
}

/** Whether the picture says it, too. */
function isKnown({ value }: PictureWords, item: MediaItem): boolean {
  const { creditLine, rights, creators, agency, source, headline, contentCreated, place } = item;
  const said = [
    ...[creditLine, headline, source, place, agency?.name, item.digitalSourceType],
    ...[rights?.holder, rights?.notice, rights?.usageTerms, creators?.map(({ name }) => name).join(', ')],
    ...item.captions.flatMap((one) => [one.caption, one.altText, one.extendedDescription]),
  ];
  return said.includes(value) || (contentCreated !== null && value.startsWith(contentCreated));
}

function missing({ uri = '', caption, altText }: IncomingPicture, words: PictureWords[]): string {
  const all = [
    ...(caption ? [{ label: 'caption', value: caption }] : []),
    ...(altText ? [{ label: 'alt text', value: altText }] : []),
    ...words,
  ];
  return `A picture is not here and not shown, upload it: ${uri}${all.length > 0 ? ` (${listOf(all)})` : ''}`;
}

function listOf(words: PictureWords[]): string {
  return words.map(({ label, value }) => `${label}: "${cutText(value, 500)}"`).join(', ');
}

function withoutPictures(body: BlockIn[], here: ReadonlyMap<string, unknown>): BlockIn[] {
  return body.flatMap((block): BlockIn[] => {
    if (block._type === 'image') return here.has(block.media) ? [block] : [];
    if (block._type !== 'gallery') return [block];
    const items = block.items.filter((item) => here.has(item.media));
    return items.length === 0 ? [] : [{ ...block, items }];
  });
}
