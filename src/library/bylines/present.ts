import { cachedPerRow } from '../../foundation/per-row-cache.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { AgencyRow } from '../tables/agencies.ts';
import { presentPicture, type PictureForm } from '../pictures/records/present.ts';
import type { MediaItem } from '../pictures/rows/store.ts';
import { presentNamed } from '../records/present.ts';
import type { Site } from '../site.ts';
import type { Byline } from './schema.ts';
import type { BylineRow } from '../tables/bylines.ts';

type Embedded = { agencies: Map<string, AgencyRow>; pictures: Map<string, MediaItem> };

/** A byline as the public sees it, with the caption of its portrait in `locale`. */
export function presentByline(
  row: BylineRow,
  { agencies, pictures }: Embedded,
  locale: string,
  site: Site,
  form: PictureForm,
): Byline {
  return presented(row, `${locale} ${form.whole}`, () => {
    const agency = row.agencyId === null ? undefined : agencies.get(row.agencyId);
    const portrait = row.portraitId === null ? undefined : pictures.get(row.portraitId);
    return omitAbsent({
      ...presentNamed(row),
      kind: row.kind,
      jobTitle: row.jobTitle,
      bio: row.bio,
      agency: agency && presentNamed(agency),
      portrait: portrait && presentPicture(portrait, locale, site, form),
      contacts: row.contacts,
      languages: row.languages,
    });
  });
}

const presented = cachedPerRow<Byline>();
