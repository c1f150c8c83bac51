import type { EventData } from '../../../foundation/events/table.ts';

/** An event that changes the public state of a story. */
export type PublicEvent = {
  at: number;
  action: string;
  toVersion: number | null;
  data: EventData | null;
};

/** The public state of a story at a time; times are UTC milliseconds. */
export type PublicState = {
  state: 'none' | 'live' | 'withdrawn' | 'killed' | 'expired' | 'consolidated';
  /** Since when it had this state; absent before its first publication. */
  since?: number;
  /** Until when; absent while it still has this state. */
  until?: number;
  /** The version that was live, or had been last. */
  version?: number;
  publishedAt?: number;
  updatedAt?: number;
  /** From when on it was not to be public. */
  expiresAt?: number;
  /** The data of the event that removed it. */
  told?: EventData;
};

/** The public state after each action. All other actions change nothing public. */
const statesAfter: Record<string, PublicState['state']> = {
  'article.published': 'live',
  'article.unpublished': 'none',
  'article.withdrawn': 'withdrawn',
  'article.killed': 'killed',
  'article.expired': 'expired',
  'article.consolidated': 'consolidated',
};

/** What changes words in public and no state. */
const amendments = ['article.correctionAmended', 'article.correctionRetracted', 'article.noticeAmended'];

/** What moves the end of its time in public. */
const ends = ['article.expirySet', 'article.extended'];

export const publicActions = [...Object.keys(statesAfter), ...amendments, ...ends];

/** The public state of a story at `asOf`, from its events, oldest first. Events at exactly that time count. */
export function publicStateAt(events: PublicEvent[], asOf: number): PublicState {
  let current: PublicState = { state: 'none' };
  for (const { at, action, toVersion, data } of events) {
    const state = statesAfter[action];
    if (state === undefined) {
      const tells = amendments.includes(action) || ends.includes(action);
      if (at <= asOf && tells) current = amended(current, { at, action, data });
      continue;
    }
    if (at > asOf) return { ...current, until: at };
    const { version, publishedAt, updatedAt, expiresAt } = current;
    current = {
      state,
      since: at,
      version: toVersion ?? version,
      publishedAt,
      updatedAt,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(state === 'live' ? times(begunAnew(current, data), at, data) : { told: data ?? {} }),
    } as PublicState;
  }
  return current;
}

/** A story that was unpublished begins anew; before Dateline held to that, its next publication named a change. */
function begunAnew(current: PublicState, data: EventData | null): PublicState {
  return current.state === 'none' && data?.['change'] === undefined ? { state: 'none' } : current;
}

/** The state after other words in it, or with another end. */
function amended(current: PublicState, { at, action, data }: Omit<PublicEvent, 'toVersion'>): PublicState {
  if (ends.includes(action)) {
    const until = typeof data?.['until'] === 'string' ? Date.parse(data['until']) : undefined;
    return { ...current, expiresAt: until } as PublicState;
  }
  if (action === 'article.noticeAmended') return { ...current, told: data ?? {} };
  return current.state === 'live' ? { ...current, updatedAt: at } : current;
}

/** The times of publication and update, computed as by publishing. */
function times({ publishedAt, updatedAt }: PublicState, at: number, data: EventData | null) {
  const said = typeof data?.['publishedAt'] === 'string' ? Date.parse(data['publishedAt']) : undefined;
  const firstAt = publishedAt ?? said ?? at;
  if (updatedAt === undefined) return { publishedAt: firstAt, updatedAt: firstAt };
  const isRefile = (data?.['change'] as EventData | undefined)?.['kind'] === 'refile';
  return { publishedAt: firstAt, updatedAt: isRefile ? updatedAt : at };
}
