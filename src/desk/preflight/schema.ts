import { z } from 'zod';
import { Etag } from '../../foundation/http/answer/kept.ts';
import { ruleNames } from './rules.ts';

export const RuleName = z.enum(ruleNames).meta({
  id: 'PreflightRule',
  description: 'A check before publishing. What each finds stands in `docs/preflight.md`, and in `detail`.',
  examples: ['altTextMissing'],
});

const Finding = z
  .object({
    rule: RuleName,
    severity: z.enum(['blocker', 'warning']),
    pointer: z.string().optional().meta({ description: 'Where in the story: a JSON Pointer (RFC 6901).' }),
    detail: z.string(),
  })
  .meta({
    id: 'PreflightFinding',
    description: 'A blocker or warning, with its place.',
    examples: [
      {
        rule: 'standfirstMissing',
        severity: 'warning',
        pointer: '/standfirst',
        detail: 'The story has no standfirst; lists show it below the headline.',
      },
    ],
  });

export const Preflight = z
  .object({
    version: z.number().int().meta({ description: 'The checked version.' }),
    etag: Etag,
    ready: z.boolean().meta({ description: 'Whether there is no blocker.' }),
    findings: z.array(Finding).meta({ description: 'All findings, blockers first.' }),
  })
  .meta({
    id: 'Preflight',
    description: 'The blockers and warnings of a story.',
    examples: [
      {
        version: 1,
        etag: '"r1"',
        ready: true,
        findings: [
          {
            rule: 'leadPictureMissing',
            severity: 'warning',
            pointer: '/leadMedia',
            detail: 'The story has no lead picture.',
          },
        ],
      },
    ],
  });
