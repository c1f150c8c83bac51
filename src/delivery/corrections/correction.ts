import { z } from 'zod';
import { presentCorrection } from '../../edition/corrections/present.ts';
import { Correction } from '../../edition/corrections/schema.ts';
import type { CorrectionOfStory } from '../../edition/corrections/store.ts';
import { storyAddress, type Site } from '../../library/site.ts';

const CorrectedStory = z
  .object({
    id: z.string(),
    slug: z.string(),
    url: z.string().meta({ format: 'uri' }),
    locale: z.string(),
    headline: z.string(),
  })
  .meta({ id: 'CorrectedStory', description: 'The story that was corrected.' });

export const PublicCorrection = Correction.extend({ article: CorrectedStory }).meta({
  id: 'StoryCorrection',
  description: 'A correction, with the story that it belongs to.',
});
export type PublicCorrection = z.output<typeof PublicCorrection>;

/** A correction with its story, as readers see it. */
export function presentPublicCorrection(row: CorrectionOfStory, site: Site): PublicCorrection {
  const { section: _, ...article } = row.article;
  return { ...presentCorrection(row), article: { ...article, url: storyAddress(site, row.article) } };
}
