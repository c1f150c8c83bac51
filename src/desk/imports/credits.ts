import type { Work } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import { languageOf } from '../../foundation/language.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleIn } from '../stories/schema.ts';
import type { IncomingStory } from './formats/incoming.ts';
import type { Telling } from './notes.ts';
import { findOrCreateRecord, findRecordCalled, type RecordCreation } from './records.ts';

type Credits = Pick<ArticleIn, 'bylines' | 'bylineText'>;
type Creation = RecordCreation & Telling;
type Printed = { by: string; locale: string; agencyName: string | undefined };

/**
 * The credits of an imported story: the bylines that its source names one by one, or those of the printed line. The line
 * is kept unless the bylines say the same. New bylines are created only with `createRecords`.
 */
export async function creditsOf(
  work: Work,
  { story: { bylineText: by }, credits, agency }: IncomingStory,
  { locale, ...creation }: Creation & { locale: string },
): Promise<Credits> {
  if (credits) return creditsNamed(work, { by, credits }, creation);
  if (by === undefined) return {};
  const found = await bylinesIn(work, { by, locale, agencyName: agency?.name }, creation);
  const isSaid = fold(found.map(({ name }) => name).join(', ')) === fold(by.trim());
  return {
    bylines: found.map(({ id }) => ({ byline: id, role: 'author' as const })),
    bylineText: isSaid ? undefined : by,
  };
}

async function creditsNamed(
  work: Work,
  { by, credits }: { by: string | undefined; credits: NonNullable<IncomingStory['credits']> },
  creation: Creation,
): Promise<Credits> {
  const bylines: NonNullable<ArticleIn['bylines']> = [];
  const names: string[] = [];
  for (const [index, { role, place, ...named }] of credits.entries()) {
    const telling = { ...creation, pointer: `/credits/${index}` };
    const id = await findOrCreateRecord(work, 'byline', { ...named, as: 'person' }, telling);
    if (id === undefined) continue;
    bylines.push(omitAbsent({ byline: id, role, place }));
    if (role === 'author') names.push(named.name ?? '');
  }
  // Without a printed line, the names that are not here are printed.
  const line = by ?? authorsIn(credits);
  return {
    bylines,
    bylineText: fold(names.join(', ')) === fold(line.trim()) ? undefined : line || undefined,
  };
}

function authorsIn(credits: NonNullable<IncomingStory['credits']>): string {
  return credits.flatMap(({ role, name }) => (role === 'author' && name ? [name] : [])).join(', ');
}

/** The bylines of a printed line. It is split only where all its parts are known: names may hold "y", "&" and "/". */
async function bylinesIn(work: Work, { by, locale, agencyName }: Printed, creation: Creation) {
  const name = withoutLeadIn(by, locale);
  const known = (await findByline(work, by)) ?? (await findByline(work, name));
  if (known) return [known];
  const parts = namesIn(by);
  const found = [];
  for (const part of parts) found.push(await findByline(work, part));
  if (parts.length > 1 && found.every((one) => one !== undefined)) return unique(found);
  const isOne = parts.length === 1 || mayBeOne(name);
  const as = isDesk(name, agencyName) ? 'desk' : 'person';
  const telling = { ...creation, pointer: '/bylineText' };
  const id =
    creation.createRecords && isOne && isNameLike(name) && !saysMore(name)
      ? await findOrCreateRecord(work, 'byline', { name, as }, telling)
      : undefined;
  if (parts.length > 1)
    creation.tell(
      'bylineAsPrinted',
      `"${by}" is one byline as printed: only known names are told apart.`,
      '/bylineText',
    );
  else if (id === undefined)
    creation.tell(
      'bylineAsPrinted',
      `"${by}" is printed as it stands: no byline here has that name.`,
      '/bylineText',
    );
  return id === undefined ? [] : [{ id, name }];
}

async function findByline({ tx }: Work, name: string): Promise<{ id: string; name: string } | undefined> {
  const id = await findRecordCalled(tx, 'byline', { name });
  return id === undefined ? undefined : { id, name };
}

function unique<T extends { id: string }>(all: (T | undefined)[]): T[] {
  return [...new Map(all.flatMap((one) => (one ? [[one.id, one] as const] : []))).values()];
}

const conjunctions = /\s+(?:and|und|et|y|e|en|og|och)\s+/iu;

/** The names in a printed line, if each is one: "By Jane Doe and John Roe, Tokyo". */
export function namesIn(by: string): string[] {
  return by
    .split(/\s*(?:[,;/&、・]|\s(?:and|und|et|y|e|en|og|och)\s)\s*/iu)
    .map((name) => name.replace(/^(?:by|von|par|por|di|door|av)\s+/iu, '').trim())
    .filter((name) => name !== '' && name.length <= 200);
}

/** Words before a name, by language; `by` everywhere. Von, Di and the like are also parts of names. */
const leadIns: Record<string, string[]> = {
  ...{ de: ['von'], fr: ['par'], es: ['por'], pt: ['por'], ca: ['per'], it: ['di'], nl: ['door'] },
  ...{ sv: ['av'], nb: ['av'], nn: ['av'], no: ['av'], da: ['af'] },
};

const anyLeadIn = new Set(['by', ...Object.values(leadIns).flat()]);
/** Those that a surname may begin with, and "Per", a first name. */
const partsOfNames = new Set(['von', 'di', 'per']);

/** Whether a line says more than a name: "Por José Ortega" in an English story, or "Jane Doe in Berlin". */
function saysMore(name: string): boolean {
  const [first = '', ...rest] = name.toLowerCase().split(/\s+/u);
  const isName = rest.length === 1 && partsOfNames.has(first);
  return (rest.length > 0 && anyLeadIn.has(first) && !isName) || rest.slice(0, -1).includes('in');
}

/** The line without "By", "Por" and the like, in the language of the story, before a name of several words. */
function withoutLeadIn(by: string, locale: string): string {
  const [, word = '', rest = ''] = /^(\p{L}+)\s+(.+)$/su.exec(by.trim()) ?? [];
  const isLeadIn = ['by', ...(leadIns[languageOf(locale)] ?? [])].includes(word.toLowerCase());
  return isLeadIn && /^[\p{Lu}\p{Lo}]\S*\s/u.test(rest) ? rest.trim() : by.trim();
}

/** Whether a line with "and" or the like may be one name: "José Ortega y Gasset", not "Jane Doe and John Roe". */
function mayBeOne(name: string): boolean {
  if (/[,;、・]/u.test(name)) return false;
  return name.split(conjunctions).some((part) => !/\s/u.test(part.trim())) || /[&/]/.test(name);
}

function isDesk(name: string, agencyName: string | undefined): boolean {
  return /[&/]/.test(name) || (agencyName !== undefined && fold(agencyName) === fold(name));
}

/** Up to five words that begin like a name, without figures. */
function isNameLike(name: string): boolean {
  return /^[\p{Lu}\p{Lo}][^\d@:]*$/u.test(name) && name.split(/\s+/u).length <= 5;
}
