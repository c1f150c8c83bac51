import { correctionKinds } from '../../../../edition/corrections/table.ts';
import { onOneLine } from '../../../../library/body/words.ts';
import { quotedList, newFragment, setField, type Fragment } from './fragment.ts';
import { plainOf } from './html.ts';
import type { NinjsItem, NinjsWords } from './schema.ts';

const variants = ['short', 'seo', 'social'];

/** The headline, its variants, the slugline and the printed byline. */
export function headlinesOf({ headlines = [], title, slugline, by }: NinjsItem): Fragment {
  const fragment = newFragment();
  const main =
    headlines.find(({ role }) => role === 'main') ??
    headlines.find(({ role }) => role === undefined) ??
    headlines.find(({ role }) => !variants.includes(role!));
  if (main)
    setField(fragment, 'headline', onOneLine(plainOf(main)), `/headlines/${headlines.indexOf(main)}/value`);
  else if (title !== undefined) {
    setField(fragment, 'headline', onOneLine(title), '/title');
    fragment.notes.push({
      name: 'field-changed',
      detail: 'There is no headline: the title stands in its place.',
      pointer: '/title',
    });
  }
  const others = headlines.filter((one) => one !== main);
  const found = variants.flatMap((name) => {
    const words = others.find(({ role }) => role === name);
    if (!words) return [];
    fragment.from[`/headlines/${name}`] = `/headlines/${headlines.indexOf(words)}/value`;
    return [[name, onOneLine(plainOf(words))] as const];
  });
  if (found.length > 0) fragment.fields['headlines'] = Object.fromEntries(found);
  const lost = others.filter(
    ({ role, value }) => !variants.includes(role ?? '') && value.trim() !== main?.value.trim(),
  );
  if (lost.length > 0)
    fragment.notes.push({
      name: 'field-dropped',
      detail: `Other headlines are not kept: ${quotedList(lost.map(({ role = '', value }) => `${role}: ${value}`))}.`,
      pointer: '/headlines',
    });
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

/** Standfirst, kicker and credit line, from the descriptions by role. */
export function descriptionsOf({ descriptions = [] }: NinjsItem): Fragment {
  const fragment = newFragment();
  const left = new Set(descriptions);
  function take(field: string, roles: (string | undefined)[]): void {
    for (const role of roles) {
      const words = descriptions.find((one) => roleOf(one) === role);
      if (!words) continue;
      setField(fragment, field, plainOf(words), `/descriptions/${descriptions.indexOf(words)}/value`);
      left.delete(words);
      return;
    }
  }
  take('standfirst', [...standfirsts, undefined]);
  take('kicker', ['kicker']);
  take('creditLine', ['creditline']);
  const corrections = [...left].filter(({ role }) => correctionKinds.some((kind) => kind === role));
  if (corrections.length > 0)
    fragment.notes.push({
      name: 'field-dropped',
      detail: `What was corrected at its source is not kept: ${quotedList(corrections.map(({ value }) => value))}.`,
      pointer: '/descriptions',
    });
  const lost = [...left].filter(
    (words) =>
      !corrections.includes(words) &&
      // Other forms of the standfirst, and the dateline, which `datelineOf` reads.
      !standfirsts.includes(roleOf(words) ?? '') &&
      roleOf(words) !== 'dateline',
  );
  if (lost.length > 0)
    fragment.notes.push({
      name: 'field-dropped',
      detail: `Descriptions in other roles are not kept: ${quotedList(lost.map(({ role = '', value }) => `${role}: ${value}`))}.`,
      pointer: '/descriptions',
    });
  return fragment;
}

/** The dateline, unless the text begins with it. */
export function datelineOf({ descriptions = [], located }: NinjsItem, text: string): Fragment {
  const fragment = newFragment();
  const index = descriptions.findIndex((one) => roleOf(one) === 'dateline');
  const said = descriptions[index];
  if (said) {
    const place = located?.trim() !== said.value.trim() ? located : undefined;
    setField(
      fragment,
      'dateline',
      { text: said.value, ...(place ? { place } : {}) },
      `/descriptions/${index}/value`,
    );
    return fragment;
  }
  if (located === undefined || located.trim() === '') return fragment;
  const [town = ''] = located.split(',');
  // Datelines are in capitals and spelled differently, so only their first letters are compared.
  const start = town.trim().toLowerCase().slice(0, 6);
  if (text.trim().toLowerCase().startsWith(start))
    fragment.notes.push({
      name: 'field-dropped',
      detail: `"${located}" (located) is not kept: the text begins with its dateline.`,
      pointer: '/located',
    });
  else setField(fragment, 'dateline', { text: located, place: located }, '/located');
  return fragment;
}

function roleOf({ role }: NinjsWords): string | undefined {
  return role?.toLowerCase();
}
