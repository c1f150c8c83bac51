import { feedPlaces } from '../addresses/feed-addresses.ts';
import { filterQuery, type ArticleListQuery } from './query.ts';

const filters = ['ids', ...Object.keys(filterQuery)] as (keyof ArticleListQuery)[];

/** The address of the feeds with the same stories as a list; undefined where there are none. */
export function feedsOf(query: ArticleListQuery): string | undefined {
  const [kind, ...others] = filters.filter((name) => query[name] !== undefined);
  if (kind === undefined) return '/feeds';
  if (others.length > 0 || !(kind in feedPlaces)) return undefined;
  const place = kind as keyof typeof feedPlaces;
  const [name, ...names] = query[place]!;
  return names.length > 0 ? undefined : `/feeds/${feedPlaces[place]}/${encodeURIComponent(name!)}`;
}
