import type { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { etagOfRevision } from '../../foundation/http/request/if-match.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import type { AlertRow } from '../../library/tables/alerts.ts';
import type { BylineRow } from '../../library/tables/bylines.ts';
import { presentPicture } from '../../library/pictures/records/present.ts';
import type { CaptionRow, MediaItem } from '../../library/pictures/rows/store.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import type { Site } from '../../library/site.ts';
import type { TopicRow } from '../../library/tables/topics.ts';
import type { DeskMedia } from '../pictures/media-schema.ts';
import type { DeskAgency, DeskAlert, DeskByline, DeskSection, DeskTopic } from './schema.ts';

export function presentAgency(row: AgencyRow): z.output<typeof DeskAgency> {
  const { kind, profile, founded, owner, url, logoId, creditLine, rights, policies } = row;
  const own = { kind, profile, founded, owner, url, logo: mediaRef(logoId), creditLine, rights, policies };
  return omitAbsent({ ...presentRecord(row), ...own });
}

export function presentByline(row: BylineRow, agencies: Map<string, AgencyRow>): z.output<typeof DeskByline> {
  const { kind, jobTitle, bio, agencyId, portraitId, contacts, languages } = row;
  const own = { kind, jobTitle, bio, agency: named(agencies, agencyId), contacts, languages };
  return omitAbsent({ ...presentRecord(row), ...own, portrait: mediaRef(portraitId) });
}

export function presentSection(
  row: SectionRow,
  sections: Map<string, SectionRow>,
): z.output<typeof DeskSection> {
  const { parentId, description, position, requiresApproval } = row;
  return omitAbsent({
    ...presentRecord(row),
    parent: named(sections, parentId),
    description,
    order: position,
    requiresApproval,
  });
}

export function presentTopic(row: TopicRow): z.output<typeof DeskTopic> {
  const { description, mediaTopic } = row;
  return omitAbsent({ ...presentRecord(row), description, mediaTopic });
}

export function presentAlert(row: AlertRow, live: { has(id: string): boolean }): z.output<typeof DeskAlert> {
  const { id, headline, articleId, url, startsAt, endsAt, state } = row;
  return omitAbsent({
    id,
    headline,
    article: articleId === null ? undefined : { id: articleId, live: live.has(articleId) },
    url,
    startsAt: toTimestamp(startsAt),
    endsAt: toTimestamp(endsAt),
    state,
    ...presentKept(row),
  });
}

export function presentMedia(
  item: MediaItem,
  agencies: Map<string, AgencyRow>,
  site: Site,
): z.output<typeof DeskMedia> {
  const { id, type, mimeType, bytes, width, height, sha256, focalPoint, crop, creditLine, creators } = item;
  const { agencyId, rights, usableUntil, rightsExpired, contentCreated, place, digitalSourceType } = item;
  const { fileName, renditionsState, renditionsFault, thumbHash, dominantColour, foundFocalPoint } = item;
  const { crops, headline, source, keywords, fromFile } = item;
  const { src, srcset, sources, renditions } = presentPicture(item, site.defaultLocale, site);
  return omitAbsent({
    ...{ id, type, mimeType, bytes, width, height, sha256, fileName },
    ...{ renditionsState, renditionsFault, thumbHash, dominantColour, src, srcset, sources, renditions },
    ...{ focalPoint, foundFocalPoint, crop, crops, headline, source, keywords, fromFile },
    ...{ creditLine, creators, agency: named(agencies, agencyId), rights },
    usableUntil: usableUntil === null ? undefined : toTimestamp(usableUntil),
    ...{ rightsExpired, contentCreated, place, digitalSourceType },
    captions: item.captions.toSorted((a, b) => (a.locale < b.locale ? -1 : 1)).map(presentCaption),
    ...presentKept(item),
  });
}

function presentCaption(row: CaptionRow) {
  const { locale, caption, altText, decorative, extendedDescription, descriptionWriter, updatedAt } = row;
  const words = { locale, caption, altText, decorative, extendedDescription, descriptionWriter };
  return omitAbsent({ ...words, updatedAt: toTimestamp(updatedAt) });
}

type Kept = { revision: number; createdAt: number; updatedAt: number };

function presentRecord(row: Kept & { id: string; slug: string; name: string; hidden: boolean }) {
  return { ...presentNamed(row), hidden: row.hidden, ...presentKept(row) };
}

function presentKept({ revision, createdAt, updatedAt }: Kept) {
  return {
    revision,
    etag: etagOfRevision(revision),
    createdAt: toTimestamp(createdAt),
    updatedAt: toTimestamp(updatedAt),
  };
}

function mediaRef(id: string | null) {
  return id === null ? undefined : { id };
}

function named(rows: Map<string, { id: string; slug: string; name: string }>, id: string | null) {
  const row = id === null ? undefined : rows.get(id);
  return row && presentNamed(row);
}
