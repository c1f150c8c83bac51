import { toTimestamp } from '../../foundation/clock.ts';
import { findingIf, type Rule } from './rule.ts';

/** Blockers from the state of a story. Whether publishing is allowed is decided in `stories/actions.ts`. */
export const releaseRules = [
  {
    name: 'embargo-in-force',
    severity: 'blocker',
    about: 'The story, or the one that it translates, is under embargo.',
    find: ({ embargoUntil }) =>
      findingIf(
        embargoUntil !== undefined,
        '/embargoUntil',
        `The story is under embargo until ${toTimestamp(embargoUntil ?? 0)}.`,
      ),
  },
  {
    name: 'not-publishable',
    severity: 'blocker',
    about: 'The story is in a state in which it cannot be published: deleted, or taken away for good.',
    find: ({ refusal, embargoUntil }) =>
      findingIf(refusal !== undefined && embargoUntil === undefined, undefined, refusal ?? ''),
  },
  {
    name: 'approval-missing',
    severity: 'blocker',
    about:
      'The section, one above it, or one that the story was moved out of, asks for approval, and the version has none.',
    find: ({ missingApproval, version }) =>
      findingIf(
        missingApproval !== undefined,
        '/section',
        `The section "${missingApproval?.name}" asks for approval: version ${version} has none.`,
      ),
  },
] as const satisfies Rule[];
