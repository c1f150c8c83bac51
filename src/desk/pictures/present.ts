import type { z } from 'zod';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import { presentKept } from '../../foundation/http/answer/kept.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { presentWhole } from '../../library/pictures/records/present.ts';
import type { CaptionRow, MediaItem } from '../../library/pictures/rows/store.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { Site } from '../../library/site.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import type { Takedown } from '../../library/tables/pictures.ts';
import type { DeskMedia } from './media-schema.ts';

/** A picture as the desk sees it, with its captions in every language. */
export function presentMedia(
  item: MediaItem,
  agencies: Map<string, AgencyRow>,
  site: Site,
): z.output<typeof DeskMedia> {
  const { id, type, mimeType, bytes, width, height, sha256, focalPoint, crop, creditLine, creators } = item;
  const { agencyId, rights, usableUntil, rightsExpired, contentCreated, place, digitalSourceType } = item;
  const { fileName, renditionsState, renditionsFault, thumbHash, dominantColour, foundFocalPoint } = item;
  const { crops, headline, source, keywords, fromFile, takenDown, takedown, createdBy } = item;
  const { placesShown, instructions, personsShown, modelRelease, propertyRelease, contentCredentials } = item;
  const agency = agencies.get(agencyId ?? '');
  const { src, srcset, sources, renditions } = presentWhole(item, site.defaultLocale, site);
  return omitAbsent({
    ...{ id, type, mimeType, bytes, width, height, sha256, fileName },
    ...{ renditionsState, renditionsFault, thumbHash, dominantColour, src, srcset, sources, renditions },
    ...{ focalPoint, foundFocalPoint, crop, crops, headline, source, keywords, fromFile },
    ...{ creditLine, creators, agency: agency && presentNamed(agency), rights },
    usableUntil: toTimestampIfSet(usableUntil),
    ...{ rightsExpired, contentCreated, place, placesShown, digitalSourceType, createdBy },
    ...{ instructions, personsShown, modelRelease, propertyRelease, contentCredentials },
    takedown: takenDown && takedown && presentTakedown(takenDown, takedown),
    captions: item.captions.toSorted((a, b) => (a.locale < b.locale ? -1 : 1)).map(presentCaption),
    ...presentKept(item),
  });
}

function presentTakedown(state: NonNullable<MediaItem['takenDown']>, { at, reason, notice }: Takedown) {
  return { state, at: toTimestamp(at), reason, notice };
}

function presentCaption(row: CaptionRow) {
  const { locale, caption, altText, decorative, extendedDescription, descriptionWriter, updatedAt } = row;
  const words = { locale, caption, altText, decorative, extendedDescription, descriptionWriter };
  return omitAbsent({ ...words, updatedAt: toTimestamp(updatedAt) });
}
