import { cachedPerRow } from '../../foundation/per-row-cache.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentLogo, presentPicture, type PictureForm } from '../pictures/records/present.ts';
import type { MediaItem } from '../pictures/rows/store.ts';
import { presentNamed } from '../records/present.ts';
import type { Site } from '../site.ts';
import type { Agency } from './schema.ts';
import type { AgencyRow } from '../tables/agencies.ts';

/** The supplier of a story, as its page names it. */
export function presentSupplier(row: AgencyRow, pictures: Map<string, MediaItem>, site: Site): Agency {
  const logo = row.logoId === null ? undefined : pictures.get(row.logoId);
  return omitAbsent({
    ...presentNamed(row),
    kind: row.kind,
    url: row.url,
    logo: logo && presentLogo(logo, site),
  });
}

/** An agency as the public sees it, with the caption of its logo in `locale`. */
export function presentAgency(
  row: AgencyRow,
  pictures: Map<string, MediaItem>,
  locale: string,
  site: Site,
  form: PictureForm,
): Agency {
  return presented(row, `${locale} ${form.whole}`, () => {
    const logo = row.logoId === null ? undefined : pictures.get(row.logoId);
    return omitAbsent({
      ...presentNamed(row),
      kind: row.kind,
      profile: row.profile,
      founded: row.founded,
      owner: row.owner,
      url: row.url,
      logo: logo && presentPicture(logo, locale, site, form),
      creditLine: row.creditLine,
      rights: row.rights,
      policies: row.policies,
    });
  });
}

const presented = cachedPerRow<Agency>();
