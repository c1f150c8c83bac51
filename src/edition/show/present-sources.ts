/** Who a story is from: its bylines, its agency and its attributions. */
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentAgency, presentSupplier } from '../../library/agencies/present.ts';
import type { Agency } from '../../library/agencies/schema.ts';
import { presentByline } from '../../library/bylines/present.ts';
import type { Byline } from '../../library/bylines/schema.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { Site } from '../../library/site.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import type { BylineRow } from '../../library/tables/bylines.ts';
import type { Attribution } from '../articles/content.ts';
import type { ListedRow } from '../articles/list.ts';
import { hasProfiles, profilePictures } from './asked.ts';
import type { Embedded } from './embedded.ts';
import { captionLocaleOf } from './present-use.ts';

/** A byline as lists of stories name it, as a story does, or with its profile. */
export function presentSigned(
  byline: BylineRow,
  row: ListedRow,
  embedded: Embedded,
  { site, whole }: { site: Site; whole: boolean },
): Byline {
  const { asked } = embedded;
  if (hasProfiles(asked))
    return presentByline(byline, embedded, captionLocaleOf(row, embedded), site, profilePictures(asked));
  return whole ? { ...presentNamed(byline), kind: byline.kind } : presentNamed(byline);
}

/** The agency of a story in the same way. */
export function presentAgencyOf(
  agency: AgencyRow,
  row: ListedRow,
  embedded: Embedded,
  { site, whole }: { site: Site; whole: boolean },
): Agency {
  const { asked, pictures } = embedded;
  if (hasProfiles(asked))
    return presentAgency(agency, pictures, captionLocaleOf(row, embedded), site, profilePictures(asked));
  return whole ? presentSupplier(agency, pictures, site) : presentNamed(agency);
}

/**
 * An attribution with the agencies it names; nothing where a hidden one would leave it untrue: without its agency it must
 * still say who the source is; without `via` it would say that we asked the source ourselves.
 */
export function presentAttribution(
  { role, agency, name, description, reason, via, blocks }: Attribution,
  { agencies }: Embedded,
) {
  const [from, through] = [agency, via].map((id) => agencies.get(id ?? ''));
  const isUnsaid = agency !== undefined && !from && name === undefined && description === undefined;
  if (isUnsaid || (via !== undefined && !through)) return [];
  return [
    omitAbsent({
      role,
      agency: from && presentNamed(from),
      name,
      description,
      reason,
      via: through && presentNamed(through),
      blocks,
    }),
  ];
}
