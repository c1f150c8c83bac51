import { describe, expect, it } from 'vitest';
import { type Fault, readFaults, whyStale } from './faults.ts';

const faults = readFaults();
const [first] = faults as [Fault];

describe('the list of faults to plant', () => {
  it.each(faults)('can plant $id', (fault) => {
    expect(whyStale(fault)).toBeUndefined();
    expect(fault.replace).not.toBe(fault.find);
  });

  it('gives each a name of its own', () => {
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  });

  it('says of a text that was moved or changed where it stands now', () => {
    const moved = { ...first, file: 'src/elsewhere.ts' };
    expect(whyStale(moved)).toBe(
      `src/elsewhere.ts holds the text 0 times instead of once; it stands in: ${first.file}.`,
    );
    expect(whyStale({ ...first, find: 'No such text.' })).toContain('it stands in: no file of src.');
    expect(whyStale({ ...first, find: 'const' })).toMatch(/holds the text \d+ times instead of once/);
    expect(whyStale({ ...first, noticedBy: ['tests/none.test.ts'] })).toBe(
      'tests/none.test.ts does not exist.',
    );
  });
});
