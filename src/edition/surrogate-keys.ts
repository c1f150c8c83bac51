import type { EventData } from '../foundation/events/table.ts';
import { manyIds, surrogateKeyOf } from '../foundation/http/answer/surrogate-keys.ts';

type Told = { action: string; subject: string; data?: EventData | null | undefined };

/**
 * The `Surrogate-Key`s of the public responses that an event has changed: that of its subject, and the lists that it
 * may have entered or left; of a consolidated story that is back also that of the one that stood for it. None for
 * events that change nothing public, such as another end of a story that is not live.
 */
export function keysTouchedBy({ action, subject, data }: Told): string[] {
  if (data?.['live'] === false) return [];
  const [thing = '', done] = action.split('.');
  // After a merge the stories of one record are in the lists of the other.
  const lists = articleActions.has(action)
    ? ofStories
    : [...(listsOf[thing] ?? []), ...(done === 'merged' ? ['articles'] : [])];
  const standIn = typeof data?.['standIn'] === 'string' ? [data['standIn']] : [];
  return lists.length > 0 ? [...[subject, ...standIn].map(surrogateKeyOf), ...lists, manyIds] : [];
}

// Actions that change a story in public; all others are internal.
const articleActions = new Set([
  'article.published',
  'article.unpublished',
  'article.withdrawn',
  'article.killed',
  'article.consolidated',
  'article.expired',
  'article.expirySet',
  'article.extended',
  'article.breakingEnded',
  'article.correctionAmended',
  'article.correctionRetracted',
  'article.noticeAmended',
]);

// Corrections and alerts show only what is live, and so do pictures.
const ofStories = ['articles', 'corrections', 'alerts', 'media'];

const listsOf: Record<string, string[]> = {
  agency: ['agencies'],
  byline: ['bylines'],
  // Stories in a section are in those above it, too.
  section: ['sections', 'articles'],
  topic: ['topics'],
  // A list of a subject has what is below it.
  subjects: ['articles'],
  // Logos and portraits are public too.
  media: ['media'],
  alert: ['alerts'],
};
