import type { AlertRow } from './table.ts';

type Span = { startsAt: number; endsAt: number };

/** Where an alert stands at a moment: it runs from its start up to, and not including, its end. */
export function stateAt({ startsAt, endsAt }: Span, now: number): AlertRow['state'] {
  if (now >= endsAt) return 'over';
  return now >= startsAt ? 'running' : 'waiting';
}
