import { z } from 'zod';
import { Timestamp, TimestampIn } from '../../foundation/schemas/wire.ts';
import { pageSchema } from '../../foundation/page/schema.ts';
import { ActorRef } from '../../access/actor-ref.ts';
import { kishidaStory } from '../../edition/show/examples.ts';
import { Article } from '../../edition/show/schema.ts';
import { summaryExample } from '../stories/examples.ts';
import { DeskParams } from '../show/query.ts';
import { exampleToken } from './token.ts';

export const PreviewIn = z
  .strictObject({
    version: z.number().int().min(1).optional().meta({ description: 'The newest when absent.' }),
    expiresAt: TimestampIn.optional().meta({
      description: 'When the link expires: by default in seven days, at most in thirty.',
    }),
  })
  .meta({
    id: 'PreviewIn',
    description: 'Which version to show, and for how long.',
    examples: [{}, { version: 1 }],
  });

const example = {
  id: 'preview_01g5h0z1g0e9btvq0ga5h8m3kd',
  version: 1,
  state: 'open' as const,
  createdAt: summaryExample.createdAt,
  createdBy: summaryExample.createdBy,
  expiresAt: '2022-06-21T18:00:00.000Z',
};

export const Preview = z
  .object({
    id: z.string(),
    version: z.number().int().meta({ description: 'The version that it shows.' }),
    state: z.enum(['open', 'expired', 'revoked', 'storyGone']).meta({
      description: 'Whether the link is still valid. Removing the story from the public ends its links.',
    }),
    createdAt: Timestamp,
    createdBy: ActorRef,
    expiresAt: Timestamp,
    revokedAt: Timestamp.optional(),
  })
  .meta({ id: 'Preview', description: 'A link that shows one version of a story.', examples: [example] });
export type Preview = z.output<typeof Preview>;

// The example of the public story shows the rest.
const { leadMedia: _, slugline: __, ...whole } = kishidaStory;
const inShort = {
  ...whole,
  topics: [],
  subjects: [],
  attributions: [],
  related: [],
};

export const PreviewedArticle = Article.extend({
  publishedAt: Article.shape.publishedAt
    .optional()
    .meta({ description: 'The first publication; absent while there was none.' }),
  updatedAt: Article.shape.updatedAt
    .optional()
    .meta({ description: 'The last public change; absent while there was none.' }),
  preview: z
    .object({ savedAt: Timestamp })
    .meta({ description: 'The sign that this is a preview: when the version was saved that it shows.' }),
}).meta({
  id: 'PreviewedArticle',
  description: 'A version of a story as the public would read it, marked as a preview.',
  examples: [{ ...inShort, preview: { savedAt: '2022-06-04T11:50:00.000Z' } }],
});
export type PreviewedArticle = z.output<typeof PreviewedArticle>;

export const NewPreview = Preview.extend({
  url: z.string().optional().meta({
    format: 'uri',
    description:
      'The link, to the site if `PREVIEW_URL` is set. Anyone with it sees the version, so it is shown only now; only its hash is stored. Absent after a dry run, and when the request is repeated.',
  }),
  apiUrl: z.string().optional().meta({
    format: 'uri',
    description: 'The same version from this API, for tools; it is as secret as `url`.',
  }),
}).meta({
  id: 'NewPreview',
  description: 'A new link.',
  examples: [
    {
      ...example,
      url: `https://site.example/preview/${exampleToken}`,
      apiUrl: `https://news.example/v1/previews/${exampleToken}`,
    },
  ],
});

export const PreviewPage = pageSchema('PreviewPage', Preview);

export const PreviewParams = DeskParams.extend({
  preview: z
    .string()
    .min(1)
    .meta({ description: 'The id of the link.', examples: [example.id] }),
});

export const TokenParams = z.strictObject({
  token: z
    .string()
    .min(1)
    .meta({ description: 'The secret at the end of the link.', examples: [exampleToken] }),
});
