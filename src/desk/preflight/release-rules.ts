import { toTimestamp } from '../../foundation/clock.ts';
import { findingIf, type Rule } from './rule.ts';

/** What of a story's state is in the way. Whether publishing is legal at all is judged where all actions are. */
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
    about: 'The section, or one above it, asks for approval, and the version has none.',
    find: ({ missingApproval, version }) =>
      findingIf(
        missingApproval !== undefined,
        '/section',
        `The section "${missingApproval?.name}" asks for approval: version ${version} has none.`,
      ),
  },
] as const satisfies Rule[];
