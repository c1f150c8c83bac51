import { compact } from '../../foundation/compact.ts';
import { keptUntilChange } from '../../foundation/changes/kept.ts';
import type { Db } from '../../foundation/database/database.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { findUsableMedia } from '../../library/pictures/rows/store.ts';
import { findPublic } from '../../library/records/store.ts';
import { findWithParents } from '../../library/sections/store.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { topicType } from '../../library/topics/record-type.ts';

/** Finds what stories embed of the library by its ids, without what is hidden or withheld. */
export const fromLibrary = {
  agencies: (db: Db, ids: Iterable<string>) => findPublic(db, agencyType, ids),
  bylines: (db: Db, ids: Iterable<string>) => findPublic(db, bylineType, ids),
  topics: (db: Db, ids: Iterable<string>) => findPublic(db, topicType, ids),
  pictures: findUsableMedia,
  sections: findWithParents,
};

/** The same for live stories. What they show is public, and so is kept until something public changes. */
export const fromKeptLibrary: typeof fromLibrary = {
  agencies: keptUntilChange(fromLibrary.agencies),
  bylines: keptUntilChange(fromLibrary.bylines),
  topics: keptUntilChange(fromLibrary.topics),
  pictures: keptUntilChange(fromLibrary.pictures),
  async sections(db, ids) {
    const found = await sectionsWithParents(db, ids);
    return new Map([...found.values()].flat().map((section) => [section.id, section]));
  },
};

/** Each of these sections, and after it the one right above it. */
const sectionsWithParents = keptUntilChange(async (db, ids) => {
  const found = await findWithParents(db, ids);
  const own = compact(ids.map((id) => found.get(id)));
  return new Map(
    own.map((section): [string, SectionRow[]] => [
      section.id,
      compact([section, found.get(section.parentId ?? '')]),
    ]),
  );
});
