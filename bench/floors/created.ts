import type { Caller } from './callers.ts';
import type { Draft } from './draft.ts';
import type { Named } from './named.ts';
import { presentPicture, withOwnWords, type PictureRow } from './pictures.ts';
import { named, timestamp, type Columns } from './rows.ts';

type Created = { by: Caller; id: string; now: number };
type Blocker = { rule: string; pointer: string; detail: string };

/** A story that was just created, as the desk answers it to an admin. */
export function presentCreated(draft: Draft, found: Named, { by, id, now }: Created): Columns {
  const { picture } = found;
  const at = timestamp(now);
  return {
    ...draft,
    ...{ id, etag: '"r1"', revision: 1, copy: { version: 1, state: 'draft' } },
    ...{ publication: { state: 'none' }, hasUnpublishedChanges: false },
    ...{ createdAt: at, createdBy: by, updatedAt: at },
    bylines: draft.bylines.map(({ byline: id, ...credit }) => {
      const byline = found.bylines.get(id)!;
      return { ...credit, byline: { ...named(byline), kind: byline.kind } };
    }),
    agency: named(found.agencies.get(draft.agency)!),
    section: named(found.sections.get(draft.section)!),
    topics: draft.topics.map((topic) => named(found.topics.get(topic)!)),
    leadMedia: {
      ...draft.leadMedia,
      picture: picture.rights_expired ? undefined : withOwnWords(presentPicture(picture), draft.leadMedia),
    },
    related: draft.related.map(({ article, ...link }) => ({ ...link, article: found.stories.get(article) })),
    actions: actionsOf(blockersOf(draft, found)),
  };
}

/** Whether readers get an alt text with the lead picture, or are told that none is needed. */
export function isDescribed({ leadMedia, locale }: Draft, { captions }: PictureRow): boolean {
  const words = captions.find((caption) => caption.locale === locale) ?? captions[0];
  const stands = words !== undefined && (words.alt_text !== null || words.decorative === 1);
  return leadMedia.altText !== undefined || stands;
}

/** What stands in the way of publishing: of all the rules those that a draft of the bench can break. */
function blockersOf(draft: Draft, found: Named): Blocker[] {
  const { picture, asking } = found;
  const hidden = [
    { kind: 'agency', id: draft.agency, pointer: '/agency', rows: found.agencies },
    ...draft.bylines.map(({ byline: id }, index) => ({
      ...{ kind: 'byline', id, pointer: `/bylines/${index}/byline`, rows: found.bylines },
    })),
    { kind: 'section', id: draft.section, pointer: '/section', rows: found.sections },
    ...draft.topics.map((id, index) => ({
      ...{ kind: 'topic', id, pointer: `/topics/${index}`, rows: found.topics },
    })),
  ].filter(({ id, rows }) => rows.get(id)!.hidden === 1);
  return [
    asking && {
      rule: 'approvalMissing',
      pointer: '/section',
      detail: `The section "${asking.name}" asks for approval: version 1 has none.`,
    },
    picture.rights_expired === 1 && {
      rule: 'pictureRightsExpired',
      pointer: '/leadMedia',
      detail: `The rights of ${picture.id} have run out.`,
    },
    !isDescribed(draft, picture) && {
      rule: 'altTextMissing',
      pointer: '/leadMedia',
      detail: `${picture.id} has no alt text for en; write one, or say that it is decorative.`,
    },
    ...hidden.map(({ kind, id, pointer, rows }) => ({
      rule: 'referenceHidden',
      pointer,
      detail: `The ${kind} "${rows.get(id)!.name}" is hidden.`,
    })),
  ].filter((blocker) => typeof blocker === 'object');
}

function actionsOf(blockers: Blocker[]): object {
  const goesOut =
    blockers.length === 0
      ? { ...allowed, blockers }
      : { ...refused('Something stands in the way of publishing: see blockers.'), blockers };
  return { ...ofNewStories, publish: goesOut, schedule: { ...goesOut, needs: ['at'] } };
}

const allowed = { allowed: true };
const ofNewStories = {
  edit: allowed,
  submit: allowed,
  return: refused('This copy is a draft already.'),
  approve: refused('Only a copy in review can be approved; submit it first.'),
  unschedule: refused('This story is not scheduled.'),
  unpublish: refused('Only a live story can be unpublished.'),
  withdraw: refused('Only a live story can be withdrawn.'),
  kill: allowed,
  cancelKill: refused('Nobody has proposed to kill this story.'),
  consolidate: refused('Only a live story can be consolidated into another.'),
  breakEmbargo: refused('This story is under no embargo.'),
  expire: allowed,
  extend: refused('The time of this story in public has no end.'),
  delete: allowed,
  undelete: refused('This story is not deleted.'),
  restore: allowed,
  translate: allowed,
  duplicate: allowed,
  amendCorrection: refused('This story has no public correction.'),
  retractCorrection: refused('This story has no public correction.'),
  amendNotice: refused('Only a withdrawn or killed story has a notice to readers.'),
  follow: refused('No source sends this story.'),
  dropSource: refused('No source sends this story.'),
};

function refused(reason: string) {
  return { allowed: false, reason };
}
