import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { findMissingMedia } from '../../library/pictures/rows/reference.ts';
import { lookUp, type NamedReference } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { findSubjects } from '../../library/subjects/store.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { chooseNamed, findCandidates } from '../stories/input/visible-references.ts';
import { namedIn, type NamedKind } from './named-in.ts';

type Finding = {
  caller: Caller;
  locale: string;
  /** The list of the desk in the address. */
  resource: string;
};

/** A fault for every reference in a body that has not been validated, that names nothing, or nothing that the caller may know of. */
export async function findUnknown(db: Db, body: unknown, finding: Finding): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [kind, named] of namedIn(body, finding.resource))
    faults.push(...(await unknownAmong[kind](db, named, finding)));
  return faults;
}

const unknownAmong: Record<
  NamedKind,
  (db: Db, named: NamedReference[], finding: Finding) => Promise<Fault[]>
> = {
  agency: async (db, named) => (await lookUp(db, agencyType, named)).faults,
  byline: async (db, named) => (await lookUp(db, bylineType, named)).faults,
  section: async (db, named) => (await lookUp(db, sectionType, named)).faults,
  topic: async (db, named) => (await lookUp(db, topicType, named)).faults,
  media: findMissingMedia,
  async article(db, named, finding) {
    const candidates = await findCandidates(
      db,
      named.map(({ reference }) => reference),
    );
    return chooseNamed(candidates, named, finding).faults;
  },
  async subject(db, named) {
    const known = await findSubjects(
      db,
      named.map(({ reference }) => reference),
    );
    return named
      .filter(({ reference }) => known.get(reference) === null)
      .map(({ reference, where }) => ({ ...where, detail: `There is no subject "${reference}".` }));
  },
};
