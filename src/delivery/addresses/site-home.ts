import type { Site } from '../../library/site.ts';

/** The home page of the site. */
export function homeOf({ storyUrl }: Site): string {
  return `${new URL(storyUrl).origin}/`;
}
