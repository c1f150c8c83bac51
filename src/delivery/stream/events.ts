import type { PublicChange } from '../changes/schema.ts';

/** A change as an event (WHATWG HTML §9.2): alerts have a name of their own. JSON has no line breaks. */
export function eventOf(change: PublicChange): string {
  const name = change.kind === 'alert' ? 'alert' : 'change';
  return `id: ${change.cursor}\nevent: ${name}\ndata: ${JSON.stringify(change)}\n\n`;
}

/** Tells that the log does not go back to where the client was; its `id` is where the log ends now. */
export function resetAt(cursor: string): string {
  const data = {
    detail: 'The log of changes does not go back so far. Begin anew with /v1/changes?after=beginning.',
  };
  return `id: ${cursor}\nevent: reset\ndata: ${JSON.stringify(data)}\n\n`;
}
