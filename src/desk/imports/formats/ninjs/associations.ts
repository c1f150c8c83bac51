import { idOfUrn, isId } from '../../../../foundation/ids.ts';
import { relations } from '../../../../edition/articles/content.ts';
import { mediaIn } from '../../../../library/body/reading/html-nodes.ts';
import type { Note } from '../../../../library/notes.ts';
import type { IncomingPicture, IncomingStory, Relation } from '../incoming.ts';
import { quotedList } from './fragment.ts';
import { plainOf } from './html.ts';
import type { AssociationIn, NinjsItem } from './schema.ts';

type Beside = Pick<IncomingStory, 'pictures' | 'related'> & { notes: Note[] };

/** The associations of a story: pictures and other stories. Others are noted and not kept. */
export function associationsOf({ associations = [] }: NinjsItem, { isOurs }: { isOurs: boolean }): Beside {
  const beside: Beside = { pictures: [], related: [], notes: [] };
  const lost: string[] = [];
  const pictures = associations.filter(isPicture);
  // The lead, or the first of all.
  const lead =
    pictures.find(({ name = '' }) => /^(lead|main|featuremedia)/i.test(name)) ??
    (isOurs ? undefined : pictures[0]);
  for (const one of associations) {
    const relation = relationOf(one);
    if (isPicture(one)) beside.pictures.push(pictureOf(one, { lead: one === lead, isOurs }));
    else if (relation && one.uri !== undefined)
      beside.related.push({ relation, uri: one.uri, headline: one.headlines?.at(0)?.value });
    else
      lost.push(`${one.type ?? 'item'} ${one.name ?? ''}: ${one.headlines?.at(0)?.value ?? one.uri ?? ''}`);
  }
  if (lost.length > 0)
    beside.notes.push({
      name: 'field-dropped',
      detail: `What else goes with it is not kept: ${quotedList(lost)}.`,
      pointer: '/associations',
    });
  return beside;
}

function isPicture({ type, renditions = [] }: AssociationIn): boolean {
  return type === 'picture' || type === 'graphic' || (type === undefined && renditions.length > 0);
}

function relationOf({ type = 'text', rel }: AssociationIn): Relation | undefined {
  if (type !== 'text' && type !== 'composite') return undefined;
  return ([...relations, 'translationOf'] as const).find((known) => known === rel);
}

function pictureOf(
  { uri, name = '', descriptions = [], headlines = [], altIds = [], renditions = [] }: AssociationIn,
  { lead, isOurs }: { lead: boolean; isOurs: boolean },
): IncomingPicture {
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
  return {
    uri,
    media: [...new Set(candidates.filter((id) => id !== undefined && isId('media', id)))] as string[],
    caption: caption && plainOf(caption),
    altText: alt && plainOf(alt),
    lead,
    inText: isOurs && /^body-\d+$/.test(name),
  };
}
