import { cutText } from '../../../../foundation/cut-text.ts';
import { articleKinds } from '../../../../edition/articles/content.ts';
import { toTimestamp } from '../../../../foundation/clock.ts';
import { omitAbsent } from '../../../../foundation/omit-absent.ts';
import { isLocale } from '../../../../foundation/schemas/wire.ts';
import { digitalSourceTypes, type DigitalSourceType } from '../../../../library/tables/pictures.ts';
import { addNote, placeOfAll, quotedList, newFragment, setField, type Fragment } from './fragment.ts';
import { isObject } from './versions/normal.ts';
import type { NinjsItem } from './schema.ts';
import { timeOf } from './times.ts';

/** Kinds by the names of genres, by IPTC and others, in lower case without spaces. */
const kindsByGenre: Record<string, (typeof articleKinds)[number]> = {
  ...{ current: 'story', news: 'story', article: 'story', comment: 'opinion', editorial: 'opinion' },
  ...{ oped: 'opinion', column: 'opinion', background: 'explainer', backgrounder: 'explainer' },
  ...{
    newsbrief: 'brief',
    flash: 'alert',
    newsalert: 'alert',
    obit: 'obituary',
    questionandanswer: 'interview',
  },
};

/** The metadata of a story: kind, urgency, language, rights, the note to the desk. */
export function readFacts(item: NinjsItem, { isOurs }: { isOurs: boolean }): Fragment {
  const fragment = newFragment();
  setField(fragment, 'locale', localeOf(item, fragment), '/language');
  setField(fragment, 'kind', kindOf(item, fragment), '/genres');
  setField(fragment, 'urgency', urgencyOf(item, fragment), '/urgency');
  setField(fragment, 'digitalSourceType', sourceTypeOf(item, fragment), '/digitalSourceType');
  const { copyrightHolder: holder, copyrightNotice: notice, usageTerms } = item;
  const rights = omitAbsent({
    holder: holder || undefined,
    notice: notice || undefined,
    usageTerms: usageTerms || undefined,
  });
  if (Object.keys(rights).length > 0) fragment.fields['rights'] = rights;
  Object.assign(fragment.from, {
    '/rights/holder': '/copyrightHolder',
    '/rights/notice': '/copyrightNotice',
    '/rights/usageTerms': '/usageTerms',
  });
  // In ninjs `edNote` is for editors and not public; in our own export it is for readers.
  setField(fragment, isOurs ? 'edNote' : 'deskNote', item.edNote, '/edNote');
  if (!isOurs && item.edNote)
    addNote(
      fragment,
      'fieldChanged',
      'Its editorial note is in deskNote: ninjs keeps that for newsrooms, not for readers.',
      '/edNote',
    );
  if ('rightsInfo' in item)
    addNote(
      fragment,
      'fieldDropped',
      `Its rights are told in a language for machines (rightsInfo), which is not kept: ${linkedIn(item['rightsInfo'])}read them before it goes out.`,
      '/rightsInfo',
    );
  if (item.expires !== undefined)
    addNote(
      fragment,
      'fieldDropped',
      `Its source holds it for news until ${cutText(item.expires, 40)} (expires): that is not kept.`,
      '/expires',
    );
  return fragment;
}

/** The embargo, or a fault: an embargo that cannot be parsed refuses the item. */
export function embargoOf(
  { embargoedUntil }: NinjsItem,
  now: number,
): { fragment: Fragment; fault?: string } {
  const fragment = newFragment();
  if (embargoedUntil === undefined) return { fragment };
  const at = timeOf(embargoedUntil);
  if (at === undefined)
    return {
      fragment,
      fault: 'The embargo must be an RFC 3339 time with its offset, like 2022-06-04T12:00:00Z.',
    };
  if (at > now) setField(fragment, 'embargoUntil', toTimestamp(at), '/embargoedUntil');
  return { fragment };
}

/** The address where the rights can be read, if there is one. */
export function linkedIn(rightsInfo: unknown): string {
  const linked = isObject(rightsInfo) ? rightsInfo['linkedRights'] : undefined;
  return typeof linked === 'string' ? `${cutText(linked, 300)}; ` : '';
}

/** The language as a tag; `en_US` is read as `en-US`. What is no tag is left out, and the story has the default. */
function localeOf({ language }: NinjsItem, fragment: Fragment): string | undefined {
  const tag = language?.trim().replaceAll('_', '-');
  if (tag === undefined || tag === '' || isLocale(tag)) return tag;
  const detail = `"${cutText(tag, 60)}" is no language tag like en or en-GB: the story has that of the site.`;
  addNote(fragment, 'fieldChanged', detail, '/language');
  return undefined;
}

function kindOf({ genres = [] }: NinjsItem, fragment: Fragment): string | undefined {
  const named = genres.flatMap((genre) => {
    const { name, literal, uri } = genre;
    const words = [name, literal, uri?.split('/').at(-1)].filter((word) => word !== undefined);
    const kinds = words.map((word) => kindCalled(word)).filter((kind) => kind !== undefined);
    return words.length === 0 ? [] : [{ genre, name: words[0]!, kind: kinds.at(0) }];
  });
  function drop(some: typeof named, detail: (names: string) => string): void {
    if (some.length === 0) return;
    const place = placeOfAll(
      '/genres',
      genres,
      some.map(({ genre }) => genre),
    );
    addNote(fragment, 'fieldDropped', detail(quotedList(some.map(({ name }) => name))), place);
  }
  drop(
    named.filter(({ kind }) => kind === undefined),
    (names) => `No kind of ours is meant by the genre ${names}.`,
  );
  // `story` is the most general kind, so a more specific one wins.
  const kinds = named.map(({ kind }) => kind).filter((kind) => kind !== undefined);
  const taken = kinds.find((kind) => kind !== 'story') ?? kinds.at(0);
  drop(
    named.filter(({ kind }) => kind !== undefined && kind !== taken),
    (names) => `A story is of one kind, here ${taken}: the genre ${names} is left out.`,
  );
  return taken;
}

function kindCalled(word: string): string | undefined {
  const plain = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  const same = articleKinds.find((kind) => kind.toLowerCase() === plain);
  return same ?? (Object.hasOwn(kindsByGenre, plain) ? kindsByGenre[plain] : undefined);
}

function sourceTypeOf({ digitalSourceType }: NinjsItem, fragment: Fragment): DigitalSourceType | undefined {
  if (digitalSourceType === undefined) return undefined;
  const { uri, literal, name } = digitalSourceType;
  const words = [uri?.split('/').at(-1), literal, name].filter((word) => word !== undefined);
  const type = digitalSourceTypes.find((one) => words.includes(one));
  if (type === undefined) {
    const detail = `Its digital source type ${quotedList(words.slice(0, 1))} is none of IPTC's.`;
    addNote(fragment, 'fieldDropped', detail, '/digitalSourceType');
  }
  return type;
}

function urgencyOf({ urgency }: NinjsItem, fragment: Fragment): number | undefined {
  if (urgency === undefined) return undefined;
  // 0 is what systems write that have set none: it is not the highest.
  const taken = Number(urgency) < 1 ? undefined : Math.min(9, Math.round(Number(urgency)));
  if (taken === Number(urgency)) return taken;
  const became = taken === undefined ? 'is left out' : `became ${taken}`;
  const detail = `Urgency goes from 1 to 9 in whole steps: ${urgency} ${became}.`;
  addNote(fragment, 'fieldChanged', detail, '/urgency');
  return taken;
}
