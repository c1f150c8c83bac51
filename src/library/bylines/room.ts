import { agencyRoom } from '../agencies/room.ts';
import { mediaReference } from '../pictures/rows/reference.ts';
import { reference } from '../records/reference.ts';
import { defineRoom } from '../records/room.ts';
import type { BylineIn } from './schema.ts';
import { bylines, type BylineRow } from '../tables/bylines.ts';

export const bylineRoom = defineRoom<BylineIn, BylineRow>({
  kind: 'byline',
  table: bylines,
  order: [bylines.slug],
  keyOf: ({ slug }) => [slug],
  async columns(db, { kind, jobTitle, bio, agency, portrait, contacts, languages }) {
    const own = { kind, jobTitle, bio, contacts, languages };
    return {
      ...(own as Partial<BylineRow>),
      ...(await reference(db, agencyRoom, { agencyId: agency }, '/agency')),
      ...(await mediaReference(db, { portraitId: portrait }, '/portrait')),
    };
  },
});
