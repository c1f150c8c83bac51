/** What a newsroom may do, told once more and another way than the sources tell it: the model that they are held to. */

/** Those who act: people, and a machine with an editor's key. */
export const people = ['reporter', 'editor', 'otherEditor', 'chief', 'service'] as const;
export type Person = (typeof people)[number];

/** What a version says, who saved it, and of a rewrite that was saved again all who wrote it. */
type Version = { headline: string; by: Person; authors?: Person[] };

/** One story as everybody should see it. Moments are milliseconds. */
export type Story = {
  owner: Person;
  /** Whether its section asks for an approval. */
  asksApproval: boolean;
  /** Whether the topic that it names is hidden. */
  topicHidden: boolean;
  revision: number;
  /** What each version says, and who said it: the first is version 1. */
  versions: Version[];
  copy: 'draft' | 'review' | 'approved';
  /** Versions that were approved. */
  approved: number[];
  publication: 'none' | 'live' | 'withdrawn' | 'killed' | 'expired' | 'consolidated';
  publicVersion: number | undefined;
  wasPublic: boolean;
  /** Whether the next publication is no first one: an unpublished story begins anew. */
  needsChange: boolean;
  /** Whether a tombstone tells of it though it was killed. */
  isRemembered: boolean;
  scheduled: { version: number; at: number; failed: boolean } | undefined;
  embargoUntil: number | undefined;
  expiresAt: number | undefined;
  isDeleted: boolean;
  /** What should have been written down. */
  events: string[];
};

export type Move =
  | { name: 'patch'; headline: string; isStale: boolean }
  | { name: 'mend'; headline: string; isCareless: boolean }
  | { name: 'embargo'; inMs: number }
  | { name: 'publish'; isCareless: boolean }
  | { name: 'schedule'; inMs: number; isCareless: boolean }
  | { name: 'expireAt'; inMs: number }
  | { name: 'restore' | 'submit' | 'approve' | 'return' | 'unschedule' | 'unpublish' | 'withdraw' }
  | { name: 'duplicate' }
  | { name: 'expire' | 'extend' | 'breakEmbargo' | 'kill' | 'consolidate' | 'delete' | 'undelete' };

/** A status, and the story afterwards where something changed. */
export type Outcome = { status: number; after?: Story };

const editing = new Set([
  ...['patch', 'restore', 'submit', 'return', 'embargo', 'delete', 'undelete'],
  'duplicate',
]);
const forChiefs = new Set(['withdraw', 'kill', 'consolidate', 'breakEmbargo']);
const bringing = new Set(['publish', 'schedule']);
const takenByChiefs = new Set(['withdrawn', 'consolidated']);
const onlyWhileLive = new Set(['unpublish', 'withdraw', 'consolidate', 'expire']);

export function newStory(owner: Person, headline: string, { asksApproval = false } = {}): Story {
  return {
    owner,
    asksApproval,
    topicHidden: false,
    revision: 1,
    versions: [{ headline, by: owner }],
    copy: 'draft',
    approved: [],
    publication: 'none',
    publicVersion: undefined,
    wasPublic: false,
    needsChange: false,
    isRemembered: false,
    scheduled: undefined,
    embargoUntil: undefined,
    expiresAt: undefined,
    isDeleted: false,
    events: ['article.created'],
  };
}

/** What comes of a move. `isOtherLive` tells whether the story to consolidate into is live. */
export function outcomeOf(story: Story, move: Move, by: Person, now: number, isOtherLive: boolean): Outcome {
  const status = refusalOf(story, move, by, now, isOtherLive);
  if (status !== undefined) return { status };
  // The other story that comes of it is not looked at.
  if (move.name === 'duplicate') return { status: 201 };
  const after = structuredClone(story);
  const events = [changeOf(after, move, by, now)].flat().filter((event) => event !== undefined);
  if (events.length === 0) return { status: 200 };
  after.revision += events.length;
  after.events.push(...events);
  return { status: 200, after };
}

function refusalOf(
  story: Story,
  move: Move,
  by: Person,
  now: number,
  isOtherLive: boolean,
): number | undefined {
  const { name } = move;
  if (by === 'reporter' && !editing.has(name)) return 403;
  if (by !== 'chief' && forChiefs.has(name)) return 403;
  if (by === 'reporter' && story.owner !== 'reporter') return 404;
  // A machine is refused below, whatever its scopes.
  const mayNotBring = by !== 'chief' && by !== 'service' && bringing.has(name);
  if (mayNotBring && takenByChiefs.has(story.publication)) return 403;
  if (name === 'patch' && move.isStale) return 412;
  if (story.publication === 'killed') return 409;
  if (story.isDeleted) return name === 'undelete' || name === 'kill' ? undefined : 409;
  if (onlyWhileLive.has(name) && story.publication !== 'live')
    return name === 'expire' && story.publication !== 'expired' ? 422 : 409;
  const { embargoUntil = 0, expiresAt = Infinity, scheduled } = story;
  switch (move.name) {
    case 'submit':
      return story.copy === 'draft' ? undefined : 409;
    case 'approve': {
      if (by === 'service') return 409;
      return story.copy === 'review' && !authorsOf(story).includes(by) ? undefined : 409;
    }
    case 'return':
      if (by === 'reporter' && story.copy === 'approved') return 403;
      return story.copy === 'draft' ? 409 : undefined;
    case 'publish':
      if (isTakenFrom(story, by) || embargoUntil > now || expiresAt <= now) return 409;
      if (isForPeople(story, by)) return 409;
      return move.isCareless || isBlocked(story, story.versions.length) ? 422 : undefined;
    case 'mend':
      if (story.publication === 'live' && isForPeople(story, by)) return 409;
      // What is mended is a new version, which nobody has approved.
      if (story.publication !== 'live' || move.isCareless || story.asksApproval) return 422;
      return move.headline === liveHeadline(story) ? 422 : undefined;
    case 'duplicate':
      return isTakenFrom(story, by) ? 409 : undefined;
    case 'schedule':
      if (isTakenFrom(story, by) || embargoUntil > now + move.inMs || expiresAt <= now + move.inMs)
        return 409;
      if (isForPeople(story, by)) return 409;
      return move.isCareless || isBlocked(story, story.versions.length) ? 422 : undefined;
    case 'unschedule':
      return scheduled ? undefined : 409;
    case 'embargo': {
      const until = now + move.inMs;
      if (until === embargoUntil) return undefined;
      const isEarlier = embargoUntil > now && until < embargoUntil;
      const isBeyondSchedule = scheduled !== undefined && !scheduled.failed && until > scheduled.at;
      return story.publication === 'live' || isEarlier || isBeyondSchedule ? 422 : undefined;
    }
    case 'breakEmbargo':
      return embargoUntil > now ? undefined : 409;
    case 'expireAt':
      if (story.publication === 'expired') return 409;
      return scheduled && now + move.inMs <= scheduled.at ? 422 : undefined;
    case 'extend':
      if (story.expiresAt === undefined) return 409;
      return expiresAt > now && isTakenFrom(story, by) ? 409 : undefined;
    case 'consolidate':
      return isOtherLive ? undefined : 422;
    case 'delete':
      return story.wasPublic ? 409 : undefined;
    case 'undelete':
      return 409;
    default:
      return undefined;
  }
}

/** A machine does not bring back what somebody took out of the public. */
function isTakenFrom({ wasPublic, publication }: Story, by: Person): boolean {
  return by === 'service' && wasPublic && publication !== 'live';
}

/** Where a section asks for approval, a machine does not tell readers what changed. */
function isForPeople({ asksApproval, needsChange }: Story, by: Person): boolean {
  return by === 'service' && asksApproval && needsChange;
}

/** Whether a version lacks its approval, would be the first of the story to show a hidden topic, or has nothing new. */
function isBlocked(story: Story, version: number): boolean {
  const { asksApproval, approved, topicHidden, publication } = story;
  const lacksApproval = asksApproval && !approved.includes(version);
  return lacksApproval || (topicHidden && publication !== 'live') || isNothingNew(story, version);
}

/** Whether readers have the text of that version already, so that publishing it is no update. */
function isNothingNew(story: Story, version: number): boolean {
  return story.publication === 'live' && story.versions[version - 1]!.headline === liveHeadline(story);
}

function liveHeadline({ versions, publicVersion }: Story): string {
  return versions[publicVersion! - 1]!.headline;
}

/** All who wrote what nobody has answered for. */
function authorsOf(story: Story): Person[] {
  const { approved, versions } = story;
  const since = Math.max(0, ...approved.filter((one) => one < versions.length), answeredFor(story));
  return versions.slice(since).flatMap(({ by, authors = [] }) => [by, ...authors]);
}

/** The version up to which somebody answered for the words by publishing them. */
function answeredFor({ publicVersion = 0, versions }: Story): number {
  return publicVersion < versions.length ? publicVersion : 0;
}

/** Makes the change, and names its event; nothing where nothing changed. */
function changeOf(story: Story, move: Move, by: Person, now: number): string | string[] | undefined {
  switch (move.name) {
    case 'patch':
      return save(story, move.headline, by) ? 'article.saved' : undefined;
    case 'restore':
      return save(story, story.versions[0]!.headline, by) ? 'article.restored' : undefined;
    case 'submit':
      story.copy = 'review';
      return 'article.submitted';
    case 'approve':
      story.copy = 'approved';
      story.approved.push(story.versions.length);
      return 'article.approved';
    case 'return':
      story.copy = 'draft';
      story.approved = story.approved.filter((version) => version !== story.versions.length);
      return 'article.returned';
    case 'publish':
      goLive(story, story.versions.length);
      return 'article.published';
    case 'mend':
      return mend(story, move.headline, by);
    case 'duplicate':
      return undefined;
    case 'schedule':
      story.scheduled = { version: story.versions.length, at: now + move.inMs, failed: false };
      return 'article.scheduled';
    case 'unschedule':
      story.scheduled = undefined;
      return 'article.unscheduled';
    case 'embargo':
      if (story.embargoUntil === now + move.inMs) return undefined;
      story.embargoUntil = now + move.inMs;
      return 'article.embargoed';
    case 'breakEmbargo':
      story.embargoUntil = undefined;
      return 'article.embargoBroken';
    case 'expireAt':
      story.expiresAt = now + move.inMs;
      return 'article.expirySet';
    case 'expire':
      return expire(story, now);
    case 'extend':
      story.expiresAt = undefined;
      return 'article.extended';
    case 'unpublish':
      take(story, 'none');
      story.needsChange = false;
      return 'article.unpublished';
    case 'withdraw':
      take(story, 'withdrawn');
      return 'article.withdrawn';
    case 'consolidate':
      take(story, 'consolidated');
      return 'article.consolidated';
    case 'kill':
      story.isRemembered = story.publication !== 'none';
      take(story, 'killed');
      Object.assign(story, {
        copy: 'draft',
        embargoUntil: undefined,
        expiresAt: undefined,
        isDeleted: false,
      });
      return 'article.killed';
    case 'delete':
      Object.assign(story, { isDeleted: true, scheduled: undefined });
      return 'article.deleted';
    case 'undelete':
      story.isDeleted = false;
      return 'article.undeleted';
  }
}

function save(story: Story, headline: string, by: Person): boolean {
  if (story.versions.at(-1)!.headline === headline) return false;
  const isNewRound = story.publicVersion === story.versions.length;
  story.copy = story.copy === 'draft' || isNewRound ? 'draft' : 'review';
  story.versions.push({ headline, by });
  return true;
}

/** What is live is changed, and a rewrite stays as it was; a schedule that would undo it is set aside. */
function mend(story: Story, headline: string, by: Person): string[] {
  const { scheduled, versions, copy } = story;
  const before = liveHeadline(story);
  const newest = versions.length;
  const events = ['article.saved', 'article.published'];
  if (isNothingNew(story, newest)) {
    save(story, headline, by);
    goLive(story, versions.length);
  } else {
    const rewrite = { ...versions.at(-1)!, authors: authorsOf(story) };
    versions.push({ headline, by });
    goLive(story, versions.length);
    versions.push(rewrite);
    story.copy = copy;
    if (story.approved.includes(newest)) story.approved.push(versions.length);
    events.push('article.restored');
  }
  if (scheduled) {
    const version = scheduled.version === newest ? versions.length : scheduled.version;
    const undoes = !scheduled.failed && versions[version - 1]!.headline === before;
    story.scheduled = { ...scheduled, version, failed: scheduled.failed || undoes };
    if (undoes) events.push('schedule.failed');
  }
  return events;
}

function goLive(story: Story, version: number): void {
  if (version === story.versions.length && story.copy === 'review') story.copy = 'draft';
  Object.assign(story, {
    publication: 'live',
    publicVersion: version,
    wasPublic: true,
    needsChange: true,
    scheduled: undefined,
  });
}

function take(story: Story, publication: Story['publication']): void {
  Object.assign(story, { publication, scheduled: undefined });
}

function expire(story: Story, at: number): string {
  take(story, 'expired');
  story.expiresAt = at;
  return 'article.expired';
}

/** What has happened by itself when it is `now`, in the order of the moments. */
export function catchUp(story: Story, now: number): void {
  const { scheduled, expiresAt = Infinity } = story;
  const goesOut = scheduled && !scheduled.failed && scheduled.at <= now ? scheduled : undefined;
  const isOver = expiresAt <= now && story.publication === 'live';
  if (isOver && (!goesOut || expiresAt <= goesOut.at)) return note(story, expire(story, expiresAt));
  if (goesOut) {
    // Who comes after its end comes too late; who comes with nothing new is not needed.
    if (expiresAt <= now || isBlocked(story, goesOut.version)) {
      story.scheduled = { ...goesOut, failed: true };
      note(story, 'schedule.failed');
    } else {
      goLive(story, goesOut.version);
      note(story, 'article.published');
    }
  }
  if (isOver) note(story, expire(story, expiresAt));
}

function note(story: Story, event: string): void {
  story.revision += 1;
  story.events.push(event);
}
