import { sql, type SQL } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tx } from '../../../src/foundation/database/database.ts';
import type { Asked, Expression } from '../../../src/foundation/database/full-text-engine.ts';
import {
  countMatches,
  findMatches,
  fullText,
  weighMatches,
} from '../../../src/foundation/database/full-text.ts';
import { openEngines } from './two-engines.ts';

const server = process.env['TEST_DATABASE_URL'];
if (server === undefined) console.warn('full-text-engines: skipped, since TEST_DATABASE_URL is not set');

const columns = ['headline', 'body', 'names', 'facets'] as const;
const index = fullText('some_search', columns, [['headline', 'body'], ['headline'], ['names'], ['facets']]);
type Texts = Record<(typeof columns)[number], string>;

const word = fc.constantFrom('a', 'b', 'aa', 'ab', 'ba', 'abc', 'abd', '1', 'é', '日本', '日', '𝒳');
function textOf(maxLength: number) {
  return fc
    .array(fc.oneof({ weight: 9, arbitrary: word }, fc.constant('¶')), { maxLength })
    .map((words) => words.join(' '));
}
const texts: fc.Arbitrary<Texts> = fc.record({
  headline: textOf(4),
  body: textOf(25),
  names: textOf(3),
  facets: textOf(2),
});
const phrase = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 3 }),
  isBeginning: fc.boolean(),
});
const someColumns = fc.subarray([...columns], { minLength: 1 });
const leaf = fc.record({ any: fc.array(phrase, { minLength: 1, maxLength: 3 }), columns: someColumns });
/** As queries are made: alternatives within what is required. */
const expression: fc.Arbitrary<Expression> = fc.oneof(
  leaf,
  fc.record({
    op: fc.constant('and'),
    of: fc.array(
      fc.oneof(
        leaf,
        fc.record({ op: fc.constant('or'), of: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  }),
);
const bound = fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined });
const question: fc.Arbitrary<Asked> = fc.record({
  expression,
  from: bound,
  to: bound,
  oldestFirst: fc.boolean(),
  among: fc.constantFrom(undefined, (seq: SQL) => sql`${seq} % 3 <> 0`),
  limit: fc.constantFrom(1, 4, 1000),
});
const weights = fc.array(fc.constantFrom(0, 0.3, 1, 2, 10), { minLength: 4, maxLength: 4 });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: texts, seq: fc.integer({ min: 1, max: 25 }) }) },
  fc.record({ put: fc.constant(undefined), seq: fc.integer({ min: 1, max: 25 }) }),
);

describe.skipIf(server === undefined)('full text on both engines', () => {
  let engines: Awaited<ReturnType<typeof openEngines>>;
  beforeAll(async () => void (engines = await openEngines(server!, index)));
  afterAll(() => engines?.close());
  beforeEach(() => inBoth((tx) => index.clear(tx)));

  async function inBoth<Result>(ask: (tx: Tx) => Promise<Result>): Promise<[Result, Result]> {
    return [await ask(engines.sqlite), await ask(engines.postgres)];
  }
  async function expectSame(asked: Asked, weights: readonly number[]): Promise<number> {
    const [lite, post] = await inBoth(async (tx) => ({
      found: await findMatches(tx, index, asked),
      counted: await countMatches(tx, index, asked),
      weighed: await weighMatches(tx, index, { ...asked, limit: 10_000 }, weights),
    }));
    expect(post.found).toEqual(lite.found);
    expect(post.counted).toBe(lite.counted);
    expect([...post.weighed.keys()].toSorted((a, b) => a - b)).toEqual([...lite.weighed.keys()]);
    for (const [seq, score] of lite.weighed) expect(post.weighed.get(seq)).toBeCloseTo(score, 9);
    return lite.counted;
  }

  it('gives the same rows in the same order with the same scores, whatever was written before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(question, weights), { minLength: 10, maxLength: 20 }),
        async (steps, questions) => {
          await inBoth(async (tx) => {
            await index.clear(tx);
            for (const { seq, put } of steps)
              await (put ? index.replace(tx, seq, put) : index.remove(tx, seq));
          });
          for (const [asked, weights] of questions) await expectSame(asked, weights);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('gives the same of thousands of rows', async () => {
    const rows = fc.sample(texts, { numRuns: 3000, seed: 1 });
    for (const [at, row] of rows.entries()) await inBoth((tx) => index.add(tx, at + 1, row));
    let matches = 0;
    for (const [asked, by] of fc.sample(fc.tuple(question, weights), { numRuns: 200, seed: 2 }))
      matches += await expectSame(asked, by);
    expect(matches).toBeGreaterThan(5000);
  }, 120_000);

  it('finds and weighs a story beyond the limits of a tsvector', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `word${at % 9000}`).join(' ');
    const long = {
      headline: 'long',
      body: `${many} the very end ${'x'.repeat(3000)}`,
      names: 'n',
      facets: 'f',
    };
    await inBoth(async (tx) => {
      await index.replace(tx, 1, long);
      for (let seq = 2; seq < 9; seq += 1) await index.add(tx, seq, { ...long, body: `end word${seq} very` });
    });
    for (const words of [['the', 'very', 'end'], ['very', 'end', 'the'], ['word7'], ['x'.repeat(3000)]]) {
      const expression = { any: [{ words, isBeginning: false }], columns: ['headline', 'body'] };
      await expectSame({ expression, limit: 100 }, [10, 1, 4, 0]);
    }
  });

  it('takes a story with more distinct words than there is room for, without its last words', async () => {
    const body = Array.from({ length: 150_000 }, (_, at) => `distinct${at}`).join(' ');
    await index.add(engines.postgres, 1, { headline: 'long', body, names: 'n', facets: 'f' });
    async function found(words: string[], columns: string[]) {
      const expression = { any: [{ words, isBeginning: false }], columns };
      return findMatches(engines.postgres, index, { expression, limit: 100 });
    }
    expect(await found(['long'], ['headline'])).toEqual([1]);
    expect(await found(['n'], ['names'])).toEqual([1]);
    expect(await found(['distinct3', 'distinct4'], ['headline', 'body'])).toEqual([1]);
    expect(await found(['distinct149999'], ['headline', 'body'])).toEqual([]);
  });

  it('takes words with quotes and backslashes as they are', async () => {
    const strange = ["o'brien", String.raw`a\b`, '"', "\\'", '%_', ':*', '&|!'];
    await index.add(engines.postgres, 1, { headline: strange.join(' '), body: 'a b', names: '', facets: '' });
    for (const words of [...strange.map((one) => [one]), strange, strange.slice(2, 4)]) {
      const expression = { any: [{ words, isBeginning: true }], columns: ['headline'] };
      const asked = { expression, limit: 100 };
      expect([words, await findMatches(engines.postgres, index, asked)]).toEqual([words, [1]]);
      expect((await weighMatches(engines.postgres, index, asked, [10, 1, 4, 0])).get(1)).toBeGreaterThan(0);
    }
  });
});
