import { z } from 'zod';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { Slug } from '../../foundation/schemas/wire.ts';
import { nato } from '../examples.ts';
import { nameLocale, Names } from '../records/names.ts';
import { MediaTopic } from '../subjects/schema.ts';

export const TopicRef = z
  .object({ id: z.string(), slug: z.string(), name: z.string(), nameLocale })
  .meta({ id: 'TopicRef', description: 'A topic, named.', examples: [nato] });

export const Topic = TopicRef.extend({
  description: z.string().optional(),
  mediaTopic: z.string().optional().meta({ description: 'The corresponding IPTC Media Topic.' }),
}).meta({
  id: 'Topic',
  description: 'A subject of stories, in the words of this newsroom.',
  examples: [{ ...nato, description: 'The North Atlantic Treaty Organization and its members.' }],
});
export type Topic = z.output<typeof Topic>;

export const TopicIn = z
  .strictObject({
    slug: Slug.optional(),
    name: printableLine({ max: 200 }),
    names: Names.optional(),
    hidden: z.boolean().optional(),
    description: printableText({ max: 2000 }).optional(),
    mediaTopic: MediaTopic.optional(),
  })
  .meta({
    id: 'TopicIn',
    description: 'A new topic. Without a slug, one is made from the name.',
    examples: [
      { name: 'Elections', description: 'Votes and those who stand.', mediaTopic: 'medtop:20000653' },
    ],
  });
export type TopicIn = z.output<typeof TopicIn>;
