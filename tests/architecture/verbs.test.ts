import { describe, expect, it } from 'vitest';
import { readSources } from './sources.ts';
import { verbsRecord } from './verbs.ts';

const imports = "import { record } from '../../foundation/events/record.ts';\n";
const recording = `${imports}export async function publish(work: Work) { await record(work, { action: 'published' }); }`;

describe('every verb', () => {
  it('records its event', () => {
    expect(verbsRecord(readSources('src'))).toEqual([]);
  });

  it.each([
    ['forgets to record', 'export async function publish(work: Work) { await put(work.tx); }'],
    [
      'calls a record of its own',
      'function record(work: Work) {}\nexport function publish(work: Work) { record(work); }',
    ],
    [
      'records with other work',
      `${imports}export function publish(work: Work, other: Work) { record(other); }`,
    ],
    ['takes the work apart', 'export async function publish({ tx, now }: Work) { await put(tx, now); }'],
    ['is an arrow', 'export const publish = async (work: Work) => { await put(work.tx); };'],
    ['is a method of a shared shape', 'export function verbs() { return { async publish(work: Work) {} }; }'],
    ['only calls itself', 'export async function publish(work: Work) { await publish(work); }'],
  ])('is found out when it %s', (_, text) => {
    expect(verbsRecord(new Map([['src/desk/articles/publish.ts', text]]))).toEqual([
      'publish in src/desk/articles/publish.ts records no event',
    ]);
  });

  it('may leave recording to a verb it calls', () => {
    const sources = new Map([
      ['src/desk/articles/publish.ts', recording],
      [
        'src/desk/articles/release.ts',
        "import { publish as send } from './publish.ts';\nexport async function release(work: Work) { await inner(work); }\nfunction inner(job: Work) { return send(job); }",
      ],
    ]);
    expect(verbsRecord(sources)).toEqual([]);
  });

  it('is told from storage, which takes the transaction', () => {
    const sources = new Map([
      ['src/desk/articles/publish.ts', recording],
      ['src/desk/articles/store.ts', 'export async function saveVersion(tx: Tx) {}'],
    ]);
    expect(verbsRecord(sources)).toEqual([]);
  });

  it('is there at all: to have looked at nothing is a fault', () => {
    expect(verbsRecord(new Map())).toEqual(['looked at nothing']);
    expect(verbsRecord(new Map([['src/desk/articles/store.ts', 'export function save(tx: Tx) {}']]))).toEqual(
      ['looked at nothing'],
    );
  });
});
