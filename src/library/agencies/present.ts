import { cachedPerRow } from '../../foundation/per-row-cache.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentPicture } from '../pictures/records/present.ts';
import type { MediaItem } from '../pictures/rows/store.ts';
import type { Site } from '../site.ts';
import type { Agency } from './schema.ts';
import type { AgencyRow } from '../tables/agencies.ts';

/** An agency as the public sees it, with the caption of its logo in `locale`. */
export function presentAgency(
  row: AgencyRow,
  pictures: Map<string, MediaItem>,
  locale: string,
  site: Site,
): Agency {
  return presented(row, locale, () => {
    const logo = row.logoId === null ? undefined : pictures.get(row.logoId);
    return omitAbsent({
      id: row.id,
      slug: row.slug,
      name: row.name,
      kind: row.kind,
      profile: row.profile,
      founded: row.founded,
      owner: row.owner,
      url: row.url,
      logo: logo && presentPicture(logo, locale, site),
      creditLine: row.creditLine,
      rights: row.rights,
      policies: row.policies,
    });
  });
}

const presented = cachedPerRow<Agency>();
