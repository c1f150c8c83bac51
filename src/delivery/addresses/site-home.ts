import type { Site } from '../../library/site.ts';

/** The home of the site that stories are read on. */
export function homeOf({ storyUrl }: Site): string {
  return `${new URL(storyUrl).origin}/`;
}
