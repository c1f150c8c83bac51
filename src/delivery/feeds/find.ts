import type { Db } from '../../foundation/database/database.ts';
import { urnOf } from '../../foundation/ids.ts';
import { notFound } from '../../foundation/problem.ts';
import { findPublicRevision } from '../../foundation/changes/revision.ts';
import { oneByOne } from '../../foundation/process/yielding.ts';
import { withEverything } from '../../edition/show/asked.ts';
import type { Article } from '../../edition/show/schema.ts';
import { listRemoved } from '../../edition/tombstones/store.ts';
import type { Site } from '../../library/site.ts';
import { listArticles } from '../articles/list.ts';
import { homeOf } from '../addresses/site-home.ts';
import { lastChange, type Feed } from './feed.ts';
import type { FeedFilter } from './selections.ts';

type FoundFeed = Omit<Feed, 'stories' | 'updatedAt'> & { stories: (() => Article)[]; at: number };

const mostStories = 50;
const mostRemoved = 50;

/**
 * The newest stories of a selection, not presented yet, with the time of the last public change. Throws `not-found` for
 * a language without stories.
 */
export async function findFeed(
  db: Db,
  { filter, of, id }: FeedFilter,
  path: string,
  site: Site,
): Promise<FoundFeed> {
  const include = ['body' as const, ...withEverything.include];
  const newest = { sort: '-publishedAt', include, limit: mostStories } as const;
  const stories = (await listArticles(db, { ...newest, ...filter }, site)).data as (() => Article)[];
  // Every locale has an address, but only those with live stories have a feed.
  if (filter.locale && stories.length === 0) throw notFound('feed');
  // In every feed, since a removed story has no section any more; readers ignore ids that they do not have.
  const removed = await listRemoved(db, mostRemoved);
  const { changedAt: at } = await findPublicRevision(db);
  const title = of === undefined ? site.name : `${site.name}: ${of}`;
  return {
    at,
    title,
    description: title,
    publisher: site.name,
    homeUrl: homeOf(site),
    hasPages: site.hasPages,
    selfUrl: `${site.publicUrl}${path}`,
    id: id === undefined ? `${site.publicUrl}${path}` : urnOf(id),
    locale: filter.locale?.[0],
    mainLocale: filter.locale?.[0] ?? site.defaultLocale,
    stories,
    removed,
  };
}

/** The feed with its stories. */
export async function presentFeed({ stories: found, at, ...feed }: FoundFeed): Promise<Feed> {
  const stories = await oneByOne(found);
  return { ...feed, stories, updatedAt: lastChange(stories, feed.removed, at) };
}
