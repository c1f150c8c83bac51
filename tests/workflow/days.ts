import fc from 'fast-check';
import { people, type Move } from './model.ts';
import { playDay, type Step } from './play.ts';

const inMs = fc.constantFrom(1_000, 60_000, 3_600_000);
const isCareless = fc.nat(9).map((n) => n === 0);

function plain(...names: Move['name'][]): fc.Arbitrary<Move> {
  return fc.constantFrom(...names).map((name) => ({ name }) as Move);
}

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      name: fc.constant('patch' as const),
      headline: fc.constantFrom('One', 'Two', 'Three', 'Four'),
      isStale: isCareless,
    }),
  },
  { weight: 4, arbitrary: fc.record({ name: fc.constant('publish' as const), isCareless }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant('schedule' as const), inMs, isCareless }) },
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constant('mend' as const),
      headline: fc.constantFrom('Two', 'Three', 'Five'),
      isCareless,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ name: fc.constantFrom('embargo' as const, 'expireAt' as const), inMs }),
  },
  { weight: 5, arbitrary: plain('submit', 'approve', 'return') },
  { weight: 5, arbitrary: plain('unpublish', 'withdraw', 'consolidate', 'expire') },
  { weight: 2, arbitrary: plain('extend', 'unschedule', 'duplicate') },
  { weight: 2, arbitrary: plain('breakEmbargo', 'restore', 'delete', 'undelete') },
  // A killed story has no more days.
  { weight: 1, arbitrary: fc.nat(3).chain((n) => (n === 0 ? plain('kill') : plain('submit'))) },
);

const chiefly = new Set(['withdraw', 'consolidate', 'kill', 'breakEmbargo']);

// Mostly by somebody who may: what is refused for the scope alone teaches little.
const made: fc.Arbitrary<Step> = fc
  .record({ by: fc.constantFrom(...people, 'editor' as const), isFit: fc.nat(5), story: fc.nat(1), move })
  .map(({ by, isFit, ...rest }) => ({
    kind: 'move',
    by: isFit > 0 && chiefly.has(rest.move.name) ? 'chief' : by,
    ...rest,
  }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: made },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(500, 60_000, 4_000_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('hide' as const),
      hidden: fc.boolean(),
      isConfirmed: fc.boolean(),
    }),
  },
);

/** Plays so many random days. */
export async function playDays(numRuns: number, model?: Parameters<typeof playDay>[1]): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), fc.boolean(), (steps, asksApproval) =>
      playDay(steps, model, { asksApproval }),
    ),
    { numRuns, interruptAfterTimeLimit: 240_000 },
  );
}
