/** Reads the vocabulary of subjects that IPTC publishes as JSON, one file for each language (`cptall-en-US.json`). */
import { z } from 'zod';
import { findFaults } from '../../foundation/http/request/faults.ts';
import { Locale } from '../../foundation/schemas/wire.ts';
import type { SubjectRow } from '../tables/subjects.ts';
import { iptcCode, mediaTopics } from './media-topics.ts';
import { MediaTopic } from './schema.ts';

export type Vocabulary = { releasedAt: number; locales: string[]; subjects: SubjectRow[] };

const Names = z.record(Locale, z.string().trim().max(200)).default({});
/** Codes or addresses: one, or several. */
const Codes = z
  .union([z.array(z.string()), z.string().transform((code) => [code])])
  .default([])
  .transform((codes) => codes.map((code) => iptcCode(code) ?? nameOf(code)));

const Concept = z.object({
  qcode: MediaTopic,
  prefLabel: Names,
  broader: Codes,
  exactMatch: Codes,
  closeMatch: Codes,
  retired: z.unknown().optional(),
});
type Concept = z.output<typeof Concept>;

const File = z.object({
  uri: z.literal(mediaTopics),
  dateReleased: z.iso.datetime({ offset: true }).transform((time) => Date.parse(time)),
  conceptSet: z.array(Concept).min(1).max(20_000),
});

/** The vocabulary in the text of a file. Throws an error that says why it is none. */
export function readVocabulary(text: string): Vocabulary {
  const { faults, value } = findFaults(File, 'body', parse(text));
  if (faults.length > 0) throw new Error(`It is not IPTC's list of Media Topics: ${faults[0]!.detail}.`);
  const { dateReleased: releasedAt, conceptSet } = value as z.output<typeof File>;
  const locales = [...new Set(conceptSet.flatMap(({ prefLabel }) => Object.keys(prefLabel)))].sort();
  if (locales.length === 0) throw new Error('It names its subjects in no language.');
  const known = new Map(conceptSet.map((concept) => [concept.qcode, concept]));
  const former = formerCodes(conceptSet);
  const subjects = [...known.values()].map((concept) => ({
    code: concept.qcode,
    names: namesOf(concept),
    broader: concept.broader[0] ?? null,
    retired: isRetired(concept),
    replacement: isRetired(concept) ? (replacementOf(concept, known)?.qcode ?? null) : null,
    formerCode: former.get(concept.qcode) ?? null,
    releasedAt,
  }));
  return { releasedAt, locales, subjects };
}

function parse(text: string): unknown {
  if (text.trimStart().startsWith('<')) throw new Error('It is XML: choose the JSON file of the same list.');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`It is not JSON: ${(error as Error).message.slice(0, 200)}.`, { cause: error });
  }
}

function isRetired({ retired }: Concept): boolean {
  return retired !== undefined;
}

function namesOf({ prefLabel }: Concept): Record<string, string> {
  return Object.fromEntries(Object.entries(prefLabel).filter(([, name]) => name !== ''));
}

/** The one in use that means exactly the same to others; else the nearest in use above it. */
function replacementOf(concept: Concept, known: Map<string, Concept>): Concept | undefined {
  const same = known
    .values()
    .find((other) => !isRetired(other) && other.exactMatch.some((code) => concept.exactMatch.includes(code)));
  const passed = new Set<Concept>();
  let at: Concept | undefined = concept;
  while (at && isRetired(at) && !passed.has(at)) {
    passed.add(at);
    at = known.get(at.broader[0] ?? '');
  }
  return same ?? (at && !isRetired(at) ? at : undefined);
}

/** The old Subject Code of each: where several had one, of the one in use that matches it exactly. */
function formerCodes(concepts: Concept[]): Map<string, string> {
  const claims = concepts.flatMap((concept) =>
    [concept.exactMatch, concept.closeMatch].flatMap((codes, place) =>
      codes
        .filter((code) => /^subj:/.test(code))
        .map((code) => ({ concept, former: code.slice(5), order: 2 * place + Number(isRetired(concept)) })),
    ),
  );
  const owners = new Map<string, Concept>();
  for (const { concept, former } of claims.toSorted((a, b) => a.order - b.order))
    if (!owners.has(former)) owners.set(former, concept);
  return new Map(owners.entries().map(([former, { qcode }]) => [qcode, former]));
}

/** The last part of an address, like `Q1072326`: the same, however Wikidata is addressed. */
function nameOf(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1);
}
