import { toTimestamp } from '../../foundation/clock.ts';
import type { ArticleRow } from '../stories/table.ts';
import type { WaitsInVain } from './input.ts';
import { findingIf, type Finding, type Rule } from './rule.ts';

/** Findings on the state of a story, and its dates. Whether publishing is allowed is decided in `stories/actions.ts`. */
export const releaseRules = [
  {
    name: 'embargoInForce',
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
    name: 'notPublishable',
    severity: 'blocker',
    about: 'The story is in a state in which it cannot be published: deleted, or taken away for good.',
    find: ({ refusal, embargoUntil }) =>
      findingIf(refusal !== undefined && embargoUntil === undefined, undefined, refusal ?? ''),
  },
  {
    name: 'changeUnfit',
    severity: 'blocker',
    about: 'The `change` or `publishedAt` that is sent does not fit: what publishing would refuse.',
    find: ({ requestFaults = [] }) => requestFaults,
  },
  {
    name: 'heldBySource',
    severity: 'warning',
    about: 'Its source cancelled the story or withholds it: a person may publish it all the same.',
    find: ({ source }) => findHeldBySource(source),
  },
  {
    name: 'madeFromHeld',
    severity: 'warning',
    about:
      'The story that it was made from, or that it translates, was taken back, or its source cancelled or withholds it.',
    find: ({ heldOrigin }) =>
      findingIf(
        heldOrigin !== undefined,
        undefined,
        `The story that this one comes from was ${heldOrigin}: what was wrong there may be wrong here.`,
      ),
  },
  {
    name: 'liveMendMissing',
    severity: 'warning',
    about:
      'A field of the live text was mended while this version waited, and this version does not have it so.',
    find: ({ mendsMissing = [] }) => mendsMissing.map(sayMendMissing),
  },
  {
    name: 'scheduleInVain',
    severity: 'warning',
    about: 'The version that is scheduled cannot go out as things stand: at its time it will be set aside.',
    find: ({ waitsInVain = [] }) => waitsInVain.map(sayWaitsInVain),
  },
  {
    name: 'approvalMissing',
    severity: 'blocker',
    about:
      'The section, one above it, or one that the story was moved out of, asks for approval, and the version has none.',
    find: ({ missingApproval, isMovedOut, version }) =>
      findingIf(
        missingApproval !== undefined,
        '/section',
        isMovedOut
          ? `The story was moved out of the section "${missingApproval?.name}", which asks for approval, and version ${version} has none: somebody else has to approve it first.`
          : `The section "${missingApproval?.name}" asks for approval: version ${version} has none.`,
      ),
  },
  {
    name: 'sourceDate',
    severity: 'warning',
    about: 'Its source published it before: its first publication here may be dated so.',
    find: ({ content: { sourcePublishedAt: at }, publishedAt }) =>
      findingIf(
        at !== undefined && publishedAt === undefined,
        '/sourcePublishedAt',
        `Its source published it at ${toTimestamp(at ?? 0)}: a key with the scope articles:backdate dates it so, unless that is removed.`,
      ),
  },
] as const satisfies Rule[];

/** The warnings about a story that its source cancelled or withholds. */
export function findHeldBySource(source: ArticleRow['source']): Finding[] {
  return [
    ...findingIf(
      source?.cancelled !== undefined,
      undefined,
      'Its source cancelled this story: nothing of it is to be used.',
    ),
    ...findingIf(
      source?.withheld !== undefined,
      undefined,
      'Its source withholds this story: it is not to be used yet.',
    ),
  ];
}

/** The warning about a scheduled version that cannot go out. */
export function sayWaitsInVain({ version, at, detail }: WaitsInVain): Finding {
  const which = `Version ${version}, which is scheduled for ${toTimestamp(at)}, will be set aside then`;
  return { detail: `${which}: ${detail} Mend that, or schedule another version.` };
}

/** The warning about one field that was mended in the live text. */
export function sayMendMissing(field: string): Finding {
  const detail = `${field} was mended in the live text while this version waited, and this version does not have the mend.`;
  return { pointer: `/${field}`, detail };
}
