import { z } from 'zod';
import { Etag } from '../../foundation/http/answer/kept.ts';
import { ruleNames, rules } from './rules.ts';

export const RuleName = z.enum(ruleNames).meta({
  id: 'PreflightRule',
  description: [
    'What an editor looks at before a story goes out. Blockers stand in the way, warnings do not.',
    ...rules.map(({ name, severity, about }) => `- \`${name}\` (${severity}): ${about}`),
  ].join('\n'),
  examples: ['alt-text-missing'],
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
    description: 'One thing worth a look before the story goes out, and where.',
    examples: [
      {
        rule: 'standfirst-missing',
        severity: 'warning',
        pointer: '/standfirst',
        detail: 'The story has no standfirst; lists show it below the headline.',
      },
    ],
  });

export const Preflight = z
  .object({
    version: z.number().int().meta({ description: 'The version that was looked at: the newest.' }),
    etag: Etag,
    ready: z.boolean().meta({ description: 'Whether nothing blocks it.' }),
    findings: z.array(Finding).meta({ description: 'Everything at once, blockers first.' }),
  })
  .meta({
    id: 'Preflight',
    description: 'What stands in the way of a story, and what is worth a look.',
    examples: [
      {
        version: 1,
        etag: '"r1"',
        ready: true,
        findings: [
          {
            rule: 'lead-picture-missing',
            severity: 'warning',
            pointer: '/leadMedia',
            detail: 'The story has no lead picture.',
          },
        ],
      },
    ],
  });
