import type { EventData } from '../../foundation/events/table.ts';

/** What happened to a story, as far as the public is concerned. */
export type PublicEvent = {
  at: number;
  action: string;
  toVersion: number | null;
  data: EventData | null;
};

/** How a story stood in public at a moment; times are UTC milliseconds. */
export type PublicState = {
  state: 'none' | 'live' | 'withdrawn' | 'killed' | 'expired' | 'consolidated';
  /** Since when it stood so; absent before its first publication. */
  since?: number;
  /** What ended it; absent where it stands so still. */
  until?: number;
  /** The version that was live, or was last. */
  version?: number;
  publishedAt?: number;
  updatedAt?: number;
  /** What was said of it when it was taken away. */
  told?: EventData;
};

/** Where each action leaves a story in public. All else that happens to it, the public does not see. */
const statesAfter: Record<string, PublicState['state']> = {
  'article.published': 'live',
  'article.unpublished': 'none',
  'article.withdrawn': 'withdrawn',
  'article.killed': 'killed',
  'article.expired': 'expired',
  'article.consolidated': 'consolidated',
};

export const publicActions = Object.keys(statesAfter);

/**
 * How a story stood in public at `asOf`, by the record alone: `events` are its own, the oldest first. What happened at that
 * very moment had happened.
 */
export function publicStateAt(events: PublicEvent[], asOf: number): PublicState {
  let current: PublicState = { state: 'none' };
  for (const { at, action, toVersion, data } of events) {
    const state = statesAfter[action];
    if (state === undefined) continue;
    if (at > asOf) return { ...current, until: at };
    const { version, publishedAt, updatedAt } = current;
    current = {
      state,
      since: at,
      version: toVersion ?? version,
      publishedAt,
      updatedAt,
      ...(state === 'live' ? times(current, at, data) : { told: data ?? {} }),
    } as PublicState;
  }
  return current;
}

/** When it counts as published, and as updated: as publishing reckons. */
function times({ publishedAt, updatedAt }: PublicState, at: number, data: EventData | null) {
  const said = typeof data?.['publishedAt'] === 'string' ? Date.parse(data['publishedAt']) : undefined;
  const firstAt = publishedAt ?? said ?? at;
  if (updatedAt === undefined) return { publishedAt: firstAt, updatedAt: firstAt };
  const isRefile = (data?.['change'] as EventData | undefined)?.['kind'] === 'refile';
  return { publishedAt: firstAt, updatedAt: isRefile ? updatedAt : at };
}
