import { mediaReference } from '../pictures/rows/reference.ts';
import { defineRecordType } from '../records/record-type.ts';
import type { AgencyIn } from './schema.ts';
import { agencies, type AgencyRow } from '../tables/agencies.ts';

export const agencyType = defineRecordType<AgencyIn, AgencyRow>({
  kind: 'agency',
  table: agencies,
  order: [agencies.slug],
  keyOf: ({ slug }) => [slug],
  picturesOf: ({ logoId }) => [logoId],
  async columns(db, { kind, profile, founded, owner, url, logo, creditLine, rights, policies }) {
    const own = { kind, profile, founded, owner, url, creditLine, rights, policies };
    return { ...(own as Partial<AgencyRow>), ...(await mediaReference(db, { logoId: logo }, '/logo')) };
  },
});
