import { z } from 'zod';
import { pageQuery, pageSchema } from '../../foundation/page/schema.ts';
import { questionOf, SearchMatch } from '../../edition/search/schema.ts';
import { DeskArticleSummary } from '../show/desk-article.ts';
import { summaryExample } from '../stories/examples.ts';
import { deskFilterQuery } from '../show/query.ts';
import { deskSearchSorts } from './find.ts';

export const DeskSearchQuery = z.strictObject({
  q: questionOf('night bus'),
  ...pageQuery,
  ...deskFilterQuery,
  sort: z
    .enum(deskSearchSorts)
    .default('relevance')
    .meta({
      description:
        '`relevance`: the best first, of the 1,000 last saved matches and, of about 5,000, those with a matching headline. By the time of the last save, all matches.',
      override: { default: 'relevance' },
    }),
});

const DeskSearchHit = DeskArticleSummary.extend({ match: SearchMatch }).meta({
  id: 'DeskSearchHit',
  description: 'A found story of the desk, with the matching passages of its newest version.',
  examples: [
    {
      ...summaryExample,
      match: {
        headlineHtml: 'Sample: <mark>Night</mark> <mark>Bus</mark> to Run Until Dawn',
        snippetHtml: 'The <mark>night</mark> <mark>bus</mark> of Sampleville is to run until dawn …',
      },
    },
  ],
});

export const DeskSearchPage = pageSchema('DeskSearchPage', DeskSearchHit);
