import { describe, expect, it } from 'vitest';
import { type Fault, readFaults } from '../mutations/faults.ts';
import { play } from '../mutations/play.ts';

/** One of each kind: a route, the random days of the workflow, a kept answer, what falls due, a rule of the house. */
const sample = [
  'cursor-of-versions',
  'own-words-approved',
  'taken-away-unseen',
  'bring-before-take',
  'delivery-imports-desk',
];

const escaping = readFaults().find(({ id }) => id === 'escape-oembed')!;

describe('planted faults', () => {
  it.each(sample)('%s is noticed', async (id) => {
    const fault = readFaults().find((one) => one.id === id)!;
    expect(await play(fault)).toMatchObject({ is: 'noticed' });
  });
});

describe('playing a planted fault', () => {
  it.each<[string, Partial<Fault>, string]>([
    ['survived', { replace: `${escaping.find} ` }, 'nothing failed in tests/routes/oembed.test.ts'],
    ['stale', { find: 'No such text.' }, 'holds the text 0 times'],
    ['broken', { replace: '${' }, 'tests/routes/oembed.test.ts'],
  ])('says what came of it: %s', async (is, change, because) => {
    expect(await play({ ...escaping, ...change })).toEqual({ is, because: expect.stringContaining(because) });
  });
});
