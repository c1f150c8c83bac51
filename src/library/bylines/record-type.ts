import { agencyType } from '../agencies/record-type.ts';
import { mediaReference } from '../pictures/rows/reference.ts';
import { reference } from '../records/reference.ts';
import { defineRecordType } from '../records/record-type.ts';
import type { BylineIn } from './schema.ts';
import { bylines, type BylineRow } from '../tables/bylines.ts';

export const bylineType = defineRecordType<BylineIn, BylineRow>({
  kind: 'byline',
  table: bylines,
  order: [bylines.slug],
  keyOf: ({ slug }) => [slug],
  picturesOf: ({ portraitId }) => [portraitId],
  async columns(db, { kind, jobTitle, bio, agency, portrait, contacts, languages }) {
    const own = { kind, jobTitle, bio, contacts, languages };
    return {
      ...(own as Partial<BylineRow>),
      ...(await reference(db, agencyType, { agencyId: agency }, '/agency')),
      ...(await mediaReference(db, { portraitId: portrait }, '/portrait')),
    };
  },
});
