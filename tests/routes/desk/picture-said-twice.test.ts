/** Pictures whose files say the same property more than once. */
import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { drawing, iim, photoshopResources, upload, withSegments } from '../../support/pictures.ts';

async function uploaded(bytes: Buffer) {
  const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
  const answer = await upload(desk, [{ bytes }]);
  expect(answer.statusCode).toBe(201);
  const [{ media, notes = [] }] = answer.json().data;
  return { media, notes };
}

type Datasets = [dataset: number, words: string][];

function block(datasets: Datasets): Buffer {
  const content = iim(datasets.map(([dataset, words]) => [2, dataset, Buffer.from(words)]));
  return photoshopResources([[0x0404, content]]);
}

/** A JPEG with an APP13 segment for each of these lists of blocks. */
async function withBlocks(...segments: Buffer[][]): Promise<Buffer> {
  const head = Buffer.from('Photoshop 3.0\0', 'latin1');
  return withSegments(
    await drawing().jpeg().toBuffer(),
    segments.map((blocks) => [0xed, Buffer.concat([head, ...blocks])]),
  );
}

describe('IPTC IIM in several blocks', () => {
  const first = block([
    [120, 'A dot on paper'],
    [25, 'dots'],
  ]);
  const second = block([
    [80, 'Jane Doe'],
    [116, '(c) Jane Doe'],
    [40, 'No archive'],
    [25, 'dots'],
    [25, 'paper'],
  ]);
  it.each([
    ['of two segments', [[first], [second]]],
    ['of one segment', [[first, second]]],
  ])('is read from all blocks %s', async (_, segments) => {
    const { media, notes } = await uploaded(await withBlocks(...segments));
    expect(media).toMatchObject({
      captions: [{ caption: 'A dot on paper' }],
      creators: [{ name: 'Jane Doe' }],
      rights: { notice: '(c) Jane Doe' },
      instructions: 'No archive',
      keywords: ['dots', 'paper'],
    });
    expect(notes).toEqual([]);
  });

  it('is kept as it is said first, with a note where a later block says otherwise', async () => {
    const { media, notes } = await uploaded(
      await withBlocks([block([[120, 'A dot']])], [block([[120, 'A line']])]),
    );
    expect(media.captions).toMatchObject([{ caption: 'A dot' }]);
    expect(notes).toEqual([
      {
        name: 'field-dropped',
        path: 'IIM Caption/Abstract',
        detail: 'The file says it more than once; the first is kept, and not "A line".',
      },
    ]);
  });
});
