import { idOfUrn, isId } from '../../../../foundation/ids.ts';
import { relations } from '../../../../edition/articles/content.ts';
import { mediaIn } from '../../../../library/body/reading/tree/html-nodes.ts';
import type { Note, TakeNote } from '../../../../library/notes.ts';
import type { IncomingPicture, IncomingStory, PictureWords, Relation } from '../incoming.ts';
import { addNote, quotedList, type Fragment } from './fragment.ts';
import { plainOf } from './html.ts';
import { wordsBeside } from './picture-words.ts';
import type { AssociationIn, NinjsItem } from './schema.ts';

type Beside = Pick<IncomingStory, 'pictures' | 'pictureWords' | 'related'> & {
  notes: Note[];
  from: Fragment['from'];
};

/** The associations of a story: pictures and other stories. Others are noted and not kept. */
export function associationsOf(
  { associations = [], evolvedFrom }: NinjsItem,
  { isOurs }: { isOurs: boolean },
): Beside {
  const beside: Beside = { pictures: [], pictureWords: [], related: [], notes: [], from: {} };
  const pictures = associations.filter(isPicture);
  // The lead, or the first of all.
  const lead =
    pictures.find(({ name = '' }) => /^(lead|main|featuremedia)/i.test(name)) ??
    (isOurs ? undefined : pictures[0]);
  for (const [index, one] of associations.entries()) {
    const place = `/associations/${index}`;
    const relation = relationOf(one);
    if (Array.isArray(one['associations']) && one['associations'].length > 0)
      addNote(beside, 'fieldDropped', 'What goes with this part is not kept.', `${place}/associations`);
    if (isPicture(one)) {
      beside.from[`/pictures/${beside.pictures.length}`] = place;
      const note: TakeNote = ({ name, detail }) => addNote(beside, name, detail, place);
      const { picture, words } = pictureOf(one, { lead: one === lead, isOurs, note });
      beside.pictures.push(picture);
      beside.pictureWords.push(words);
    } else if (relation && one.uri !== undefined) {
      beside.from[`/related/${beside.related.length}`] = place;
      const isLink = isOurs && /^link-\d+$/.test(one.name ?? '') ? (true as const) : undefined;
      beside.related.push({ relation, uri: one.uri, headline: headlineOf(one), isLink });
    } else addNote(beside, 'fieldDropped', `What goes with it is not kept: ${toldOf(one)}.`, place);
  }
  if (evolvedFrom) {
    beside.from[`/related/${beside.related.length}`] = '/evolvedFrom';
    beside.related.push({ relation: 'supersedes', uri: evolvedFrom });
  }
  return beside;
}

function toldOf({ type = 'item', name = '', uri = '', ...one }: AssociationIn): string {
  return quotedList([`${type} ${name}: ${headlineOf(one) ?? uri}`]);
}

function headlineOf({ headlines = [] }: Pick<AssociationIn, 'headlines'>): string | undefined {
  return headlines[0] && plainOf(headlines[0]);
}

function isPicture({ type, renditions = [] }: AssociationIn): boolean {
  return type === 'picture' || type === 'graphic' || (type === undefined && renditions.length > 0);
}

function relationOf({ type = 'text', rel }: AssociationIn): Relation | undefined {
  if (type !== 'text' && type !== 'composite') return undefined;
  return ([...relations, 'translationOf'] as const).find((known) => known === rel);
}

function pictureOf(
  sent: AssociationIn,
  { lead, isOurs, note }: { lead: boolean; isOurs: boolean; note: TakeNote },
): { picture: IncomingPicture; words: PictureWords[] } {
  const { uri, name = '', descriptions = [], headlines = [], altIds = [], renditions = [] } = sent;
  const candidates = [
    uri === undefined ? undefined : idOfUrn('media', uri),
    ...altIds.map(({ value }) => String(value)),
    ...renditions.map(({ href }) => mediaIn(href)),
  ];
  const alt = descriptions.find(({ role = '' }) => /^alt[-_ ]?text$/i.test(role));
  const caption =
    descriptions.find(({ role = '' }) => /^caption$/i.test(role)) ??
    descriptions.find((one) => one !== alt && !/credit/i.test(one.role ?? '')) ??
    (isOurs ? undefined : headlines[0]);
  const picture = {
    uri,
    media: [...new Set(candidates.filter((id) => id !== undefined && isId('media', id)))] as string[],
    caption: caption && plainOf(caption, { place: 'a caption', note }),
    altText: alt && plainOf(alt, { place: 'an alt text', note }),
    lead,
    inText: isOurs && /^body-\d+$/.test(name),
  };
  return { picture, words: wordsBeside(sent, [caption, alt]) };
}
