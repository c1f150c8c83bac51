/** The bodies of what saves and publishes at once, and of its checks. */
import { z } from 'zod';
import { TimestampIn } from '../../foundation/schemas/wire.ts';
import { ArticlePatch } from '../drafts/patch-schema.ts';
import { inEachForm } from '../stories/examples.ts';
import { articleFields, ChangeIn, oneBody, oneBodyOnly } from '../stories/schema.ts';

const wanted = {
  version: z.number().int().min(1).optional().meta({
    description: 'The version that is meant, where it is not the newest. Not with `patch`.',
  }),
  patch: ArticlePatch.optional().meta({
    description:
      'Changes that are saved first, as a new version. Where a section asks for approval, somebody else has to approve it before: then save it by PATCH.',
  }),
};

const base = z.literal('live').optional().meta({
  description:
    'With `patch`: changes the live version, and not the newest. The newest, a rewrite that waits, is saved again after it with its state, approval and schedule; `liveChanged` of the answer names the fields that it lacks.',
});

type Wanted = { version?: number | undefined; patch?: unknown; base?: unknown };

function onlyOne({ version, patch }: Wanted): boolean {
  return version === undefined || patch === undefined;
}
const onlyOneSaid = {
  path: ['version'],
  error: 'must not be sent with patch: what is patched is a new version',
};

function patched({ patch, base }: Wanted): boolean {
  return base === undefined || patch !== undefined;
}
const patchedSaid = { path: ['patch'], error: 'is required with base: what is live changes by it' };

const publishedAt = TimestampIn.optional().meta({
  description: 'A first publication that lies in the past. Needs `articles:backdate`.',
});

const correction = {
  kind: 'correction' as const,
  text: 'The first bus leaves on July 2, not July 1.',
  material: true,
};
const patchExample = { standfirst: 'The first bus is to leave the harbour on July 2.' };

export const PublishIn = z
  .strictObject({
    change: ChangeIn.optional().meta({
      description:
        'What changed. Required from the second publication on. An `update` needs a text that readers do not have yet.',
    }),
    publishedAt,
    ...wanted,
    base,
  })
  .refine(onlyOne, onlyOneSaid)
  .refine(patched, patchedSaid)
  .meta({
    id: 'PublishIn',
    description:
      'What to publish and how: empty the first time, with `change` from then on: those examples are for a live story.',
    examples: [
      {},
      { change: correction },
      { patch: patchExample, change: correction },
      { version: 3, change: correction },
      { base: 'live', patch: patchExample, change: correction },
    ],
  });

const at = '2045-06-15T06:00:00Z';

export const ScheduleIn = z
  .strictObject({
    at: TimestampIn.meta({ description: 'When to publish: a time in the future, with its offset.' }),
    change: ChangeIn.optional().meta({
      description: 'What will have changed. Required from the second publication on.',
    }),
    ...wanted,
  })
  .refine(onlyOne, onlyOneSaid)
  .meta({
    id: 'ScheduleIn',
    description: 'When to publish a story, which version, and what will have changed then.',
    examples: [{ at }, { at, patch: patchExample }],
  });

export const PreflightIn = z
  .strictObject({
    ...wanted,
    base,
    at: TimestampIn.optional().meta({ description: 'When it is to be published. Absent: now.' }),
    change: ChangeIn.optional().meta({
      description: 'What would have changed: checked as by publishing, where it is sent.',
    }),
    publishedAt,
  })
  .refine(onlyOne, onlyOneSaid)
  .refine(patched, patchedSaid)
  .meta({
    id: 'PreflightIn',
    description: 'What would be published, and when.',
    examples: [{ patch: patchExample }, { version: 1 }, { at }],
  });

export const CreateIn = z
  .strictObject({
    ...articleFields,
    publish: z
      .strictObject({ publishedAt })
      .optional()
      .meta({
        description: 'Publishes it at once; empty but for a date in the past. Needs `articles:publish`.',
        examples: [{}],
      }),
  })
  .refine(oneBody, oneBodyOnly)
  .meta({
    id: 'ArticleIn',
    description: 'A story as the desk sends it; `publish` publishes it at once.',
    examples: inEachForm,
  });
