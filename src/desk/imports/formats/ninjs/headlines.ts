import { correctionKinds } from '../../../../edition/corrections/table.ts';
import { addNote, newFragment, placeOfAll, quotedList, setField, type Fragment } from './fragment.ts';
import { onlyWords, plainOf } from './html.ts';
import type { NinjsItem, NinjsWords } from './schema.ts';

const variants = ['short', 'seo', 'social'];

/** The headline, its variants, the slugline and the printed byline. */
export function headlinesOf({ headlines = [], title, slugline, by }: NinjsItem): Fragment {
  const fragment = newFragment();
  const main =
    headlines.find(({ role }) => role === 'main') ??
    headlines.find(({ role }) => role === undefined) ??
    headlines.find(({ role }) => !variants.includes(role!));
  function taken(words: NinjsWords): string {
    return plainIn(fragment, words, 'a headline', `/headlines/${headlines.indexOf(words)}/value`);
  }
  if (main) setField(fragment, 'headline', taken(main), `/headlines/${headlines.indexOf(main)}/value`);
  else if (title !== undefined) {
    setField(fragment, 'headline', title, '/title');
    const detail = 'There is no headline: the title stands in its place.';
    addNote(fragment, 'fieldChanged', detail, '/title');
  }
  if (main && title !== undefined && title.trim() !== plainOf(main))
    addNote(fragment, 'fieldDropped', `Its title is not kept: ${quotedList([title])}.`, '/title');
  const others = headlines.filter((one) => one !== main);
  const found = variants.flatMap((name) => {
    const words = others.find(({ role }) => role === name);
    if (!words) return [];
    fragment.from[`/headlines/${name}`] = `/headlines/${headlines.indexOf(words)}/value`;
    return [[name, taken(words)] as const];
  });
  if (found.length > 0) fragment.fields['headlines'] = Object.fromEntries(found);
  const lost = others.filter(
    (words) =>
      !fragment.from[`/headlines/${words.role ?? ''}`]?.startsWith(
        `/headlines/${headlines.indexOf(words)}/`,
      ) && words.value.trim() !== main?.value.trim(),
  );
  if (lost.length > 0)
    addNote(
      fragment,
      'fieldDropped',
      `Other headlines are not kept: ${quotedList(lost.map(said))}.`,
      placeOfAll('/headlines', headlines, lost),
    );
  setField(fragment, 'slugline', slugline?.trim(), '/slugline');
  setField(fragment, 'bylineText', by?.trim(), '/by');
  return fragment;
}

/** The roles of standfirsts in practice, the likeliest first. */
const standfirsts = [
  'summary',
  'abstract',
  'standfirst',
  'description',
  'main',
  'text',
  'lead',
  'short',
  'simple',
  'richtext',
  'xhtml',
  'html',
];

/** The plain text of words; what they lose is noted. */
function plainIn(fragment: Fragment, words: NinjsWords, place: string, pointer: string): string {
  return plainOf(words, { place, note: ({ name, detail }) => addNote(fragment, name, detail, pointer) });
}

const nameOf = { standfirst: 'a standfirst', kicker: 'a kicker', creditLine: 'a credit line' };

/** Standfirst, kicker and credit line, from the descriptions by role. */
export function descriptionsOf({ descriptions = [] }: NinjsItem): Fragment {
  const fragment = newFragment();
  const left = new Set(descriptions.filter(({ value }) => value.trim() !== ''));
  function take(field: keyof typeof nameOf, roles: (string | undefined)[]): void {
    for (const role of roles) {
      const words = descriptions.find((one) => roleOf(one) === role);
      if (!words) continue;
      const place = `/descriptions/${descriptions.indexOf(words)}/value`;
      setField(fragment, field, plainIn(fragment, words, nameOf[field], place), place);
      left.delete(words);
      return;
    }
  }
  take('standfirst', [...standfirsts, undefined]);
  take('kicker', ['kicker']);
  take('creditLine', ['creditline']);
  const corrections = [...left].filter(({ role }) => correctionKinds.some((kind) => kind === role));
  if (corrections.length > 0)
    addNote(
      fragment,
      'fieldDropped',
      `What was corrected at its source is not kept: ${quotedList(corrections.map(({ value }) => value))}.`,
      placeOfAll('/descriptions', descriptions, corrections),
    );
  const lost = [...left].filter(
    (words) =>
      !corrections.includes(words) &&
      // `datelineOf` reads these.
      !['dateline', 'datelinedate'].includes(roleOf(words) ?? '') &&
      !isStandfirstAgain(words, fragment),
  );
  if (lost.length > 0)
    addNote(
      fragment,
      'fieldDropped',
      `Descriptions in other roles are not kept: ${quotedList(lost.map(said))}.`,
      placeOfAll('/descriptions', descriptions, lost),
    );
  return fragment;
}

/** Whether it is the standfirst in another form, with the same words. */
function isStandfirstAgain(words: NinjsWords, { fields }: Fragment): boolean {
  const other = looksMarked(words) ? { ...words, contentType: 'text/html' } : words;
  return onlyWords(plainOf(other)) === onlyWords((fields['standfirst'] as string | undefined) ?? '');
}

function looksMarked({ value }: NinjsWords): boolean {
  return /<\/?[a-z][^<>]*>/i.test(value);
}

/** The dateline, unless the text begins with it. */
export function datelineOf({ descriptions = [], located }: NinjsItem, text: string): Fragment {
  const fragment = newFragment();
  const index = descriptions.findIndex((one) => roleOf(one) === 'dateline');
  const written = descriptions[index];
  const date = descriptions.find((one) => roleOf(one) === 'datelinedate');
  if (written) {
    const pointer = `/descriptions/${index}/value`;
    const text = plainIn(fragment, written, 'a dateline', pointer);
    const place = located?.trim() !== text ? located : undefined;
    setField(
      fragment,
      'dateline',
      { text, ...(place ? { place } : {}), ...(date ? { date: date.value } : {}) },
      pointer,
    );
    return fragment;
  }
  if (located === undefined || located.trim() === '') return fragment;
  const [town = ''] = located.split(',');
  // Datelines are in capitals and spelled differently, so only their first letters are compared.
  const start = town.trim().toLowerCase().slice(0, 6);
  if (text.trim().toLowerCase().startsWith(start)) {
    const detail = `"${located}" (located) is not kept: the text begins with its dateline.`;
    addNote(fragment, 'fieldDropped', detail, '/located');
  } else setField(fragment, 'dateline', { text: located, place: located }, '/located');
  return fragment;
}

function said({ role = '', value }: NinjsWords): string {
  return `${role}: ${value}`;
}

function roleOf({ role }: NinjsWords): string | undefined {
  return role?.toLowerCase();
}
