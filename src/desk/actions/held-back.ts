/** The rules for what was taken back, or what its source holds back. Pure. */
import { forPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';
import type { ArticleRow } from '../stories/table.ts';
import { refuseBringBack, wasTakenBack } from './bring-back.ts';

type Held = Pick<ArticleRow, 'publication' | 'publishedAt' | 'unpublished'> & {
  source?: ArticleRow['source'] | undefined;
};

/** What keeps a story from going out by itself, as one says it was: "withdrawn"; undefined when nothing does. */
export function heldBack(story: Held): string | undefined {
  const { source } = story;
  const how = takenBackAs(story);
  if (how !== undefined) return how;
  if (source?.cancelled) return 'cancelled by its source';
  return source?.withheld ? 'withheld by its source' : undefined;
}

/** How a story was taken back: "withdrawn"; undefined when it was not. */
export function takenBackAs(story: Held): string | undefined {
  const { publication } = story;
  if (publication === 'killed') return publication;
  if (!wasTakenBack(story)) return undefined;
  return publication === 'none' ? 'unpublished' : publication;
}

/** The same of the first of several stories that is held back. */
export function firstHeldBack(stories: Held[]): string | undefined {
  return stories.map(heldBack).find((how) => how !== undefined);
}

type Going = Held & {
  /** What was done to a story that it was made from, where that is held back. */
  heldOrigin?: string | undefined;
};

/** Why a service cannot publish a story: only people publish what was taken back or is held back. */
export function refuseByItself(story: Going, by: Actor | undefined): string | undefined {
  return refuseBringBack(story, by) ?? refuseHeldBySource(story, by) ?? refuseMadeFromHeld(story, by);
}

/** Why a service cannot publish a story that its source holds back: nothing of it goes out by itself. */
function refuseHeldBySource({ source }: Pick<Held, 'source'>, by: Actor | undefined): string | undefined {
  if (by?.kind !== 'service' || (!source?.cancelled && !source?.withheld)) return undefined;
  const does = source.cancelled ? 'cancelled' : 'withholds';
  return forPersons(`Its source ${does} this story, and only a person can publish it`);
}

/** Why a service cannot publish what was made from a story that is held back. */
function refuseMadeFromHeld(
  { heldOrigin }: Pick<Going, 'heldOrigin'>,
  by: Actor | undefined,
): string | undefined {
  if (by?.kind !== 'service' || heldOrigin === undefined) return undefined;
  return forPersons(`The story that this one comes from was ${heldOrigin}, and only a person can publish it`);
}

/** Why a service cannot make another story of one that is held back. */
export function refuseCopy(story: Held, by: Actor | undefined): string | undefined {
  const how = by?.kind === 'service' ? heldBack(story) : undefined;
  return how && forPersons(`This story was ${how}, and only a person can make another of it`);
}
