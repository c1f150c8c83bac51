import { z } from 'zod';
import { limitOf, pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { include, ratio } from '../../edition/show/asked.ts';
import { summary } from '../../edition/show/schema.ts';
import { questionOf, SearchMatch } from '../../edition/search/schema.ts';
import { searchSorts } from '../../edition/search/find.ts';
import { ArticleQuery, captionLocale, filterQuery } from '../articles/query.ts';

export const SearchQuery = z.strictObject({
  q: questionOf('kishida nato'),
  ...pageQuery,
  ...filterQuery,
  sort: z
    .enum(searchSorts)
    .default('relevance')
    .meta({
      description:
        '`relevance`: the best first, of the 1,000 newest matches and, of about 5,000, those with a matching headline. By time, all matches.',
      override: { default: 'relevance' },
    }),
  captionLocale,
  ratio,
  include,
});
export type SearchQuery = z.output<typeof SearchQuery>;

export const SearchHit = summary.extend({ match: SearchMatch }).meta({
  id: 'SearchHit',
  description: 'A found story, with the matching passages.',
});
export type SearchHit = z.output<typeof SearchHit>;

export const SearchPage = pageSchema('SearchPage', SearchHit);

export const SimilarQuery = ArticleQuery.pick({
  locale: true,
  captionLocale: true,
  ratio: true,
}).extend({
  include,
  ...pageQuery,
  limit: limitOf(5),
});
export type SimilarQuery = z.output<typeof SimilarQuery>;
