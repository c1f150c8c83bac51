import { isNotNull } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import { nearestLocale } from '../../foundation/language.ts';
import { subjects, type SubjectRow } from '../tables/subjects.ts';

/** What the vocabulary says of codes: null where it does not have one. Empty where no vocabulary is loaded. */
export type KnownSubjects = Map<string, SubjectRow | null>;

/** Looks codes up, with the replacements of retired ones. No statement without codes. */
export async function findSubjects(db: Db, codes: Iterable<string>): Promise<KnownSubjects> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return new Map();
  const [rows, some] = await Promise.all([among(db, wanted), first(db, {})]);
  const replacing = await among(
    db,
    rows.flatMap(({ replacement }) => replacement ?? []),
  );
  const known: KnownSubjects = new Map([...replacing, ...rows].map((row) => [row.code, row]));
  const isVocabularyLoaded = some.length > 0;
  if (isVocabularyLoaded) for (const code of wanted) if (!known.has(code)) known.set(code, null);
  return known;
}

const among = preparedForIds((db, among) => db.select().from(subjects).where(among(subjects.code)));

const first = prepared((db) => db.select({ code: subjects.code }).from(subjects).limit(1));

/**
 * What an old Subject Code is now: the subject that it became, or the nearest above it (`02003004` is in `02003000`, and that
 * in `02000000`).
 */
export async function findByFormerCode(db: Db, code: string): Promise<string | undefined> {
  const wider = [code, `${code.slice(0, 5)}000`, `${code.slice(0, 2)}000000`];
  const rows = await amongFormer(db, wider);
  const row = wider.flatMap((one) => rows.find(({ formerCode }) => formerCode === one) ?? [])[0];
  return row?.replacement ?? row?.code;
}

const amongFormer = preparedForIds((db, among) =>
  db.select().from(subjects).where(among(subjects.formerCode)).orderBy(subjects.retired),
);

/** These codes and all below them. */
export async function withNarrower(db: Db, codes: Iterable<string>): Promise<Set<string>> {
  const below = Map.groupBy(await places(db, {}), ({ broader }) => broader);
  const found = new Set(codes);
  // Iterating a set includes items that are added meanwhile, so all descendants are found.
  for (const code of found) below.get(code)?.forEach((narrower) => found.add(narrower.code));
  return found;
}

const places = prepared((db) =>
  db
    .select({ code: subjects.code, broader: subjects.broader })
    .from(subjects)
    .where(isNotNull(subjects.broader)),
);

/** Its name in this language; a variety of the language counts. */
export function nameIn({ names }: SubjectRow, locale: string): string | undefined {
  const near = nearestLocale(Object.keys(names), locale);
  return near === undefined ? undefined : names[near];
}
