import type { z } from 'zod';
import { presentKept } from '../../foundation/http/answer/kept.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import type { BylineRow } from '../../library/tables/bylines.ts';
import { presentNamed } from '../../library/records/present.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import type { TopicRow } from '../../library/tables/topics.ts';
import type { DeskAgency, DeskByline, DeskSection, DeskTopic } from './schema.ts';

export function presentDeskAgency(row: AgencyRow): z.output<typeof DeskAgency> {
  const { kind, profile, founded, owner, url, logoId, creditLine, rights, policies } = row;
  const own = { kind, profile, founded, owner, url, logo: mediaRef(logoId), creditLine, rights, policies };
  return omitAbsent({ ...presentRecord(row), ...own });
}

export function presentDeskByline(
  row: BylineRow,
  agencies: Map<string, AgencyRow>,
): z.output<typeof DeskByline> {
  const { kind, jobTitle, bio, agencyId, portraitId, contacts, languages } = row;
  const own = { kind, jobTitle, bio, agency: named(agencies, agencyId), contacts, languages };
  return omitAbsent({ ...presentRecord(row), ...own, portrait: mediaRef(portraitId) });
}

export function presentDeskSection(
  row: SectionRow,
  sections: Map<string, SectionRow>,
): z.output<typeof DeskSection> {
  const { names, parentId, description, position, requiresApproval } = row;
  return omitAbsent({
    ...presentRecord(row),
    names,
    parent: named(sections, parentId),
    description,
    order: position,
    requiresApproval,
  });
}

export function presentDeskTopic(row: TopicRow): z.output<typeof DeskTopic> {
  const { names, description, mediaTopic } = row;
  return omitAbsent({ ...presentRecord(row), names, description, mediaTopic });
}

function presentRecord(
  row: Parameters<typeof presentKept>[0] & { id: string; slug: string; name: string; hidden: boolean },
) {
  return { ...presentNamed(row), hidden: row.hidden, ...presentKept(row) };
}

function mediaRef(id: string | null) {
  return id === null ? undefined : { id };
}

function named(rows: Map<string, { id: string; slug: string; name: string }>, id: string | null) {
  const row = id === null ? undefined : rows.get(id);
  return row && presentNamed(row);
}
