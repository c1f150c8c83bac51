import { describe, expect, it } from 'vitest';
import { rekey, withKeys } from '../../../src/library/body/keys.ts';
import { fromText } from '../../../src/library/body/reading/from-text.ts';
import type { BlockIn, Body } from '../../../src/library/body/schema.ts';
import { kishidaPicture, otherPicture, paragraph, paragraphs } from './bodies.ts';

const moscow = 'Moscow has called its action a special operation.';
const partners = 'NATO has invited Japan to the summit, along with Australia, New Zealand and South Korea.';
const late = 'Kishida will make a final decision later, taking into account the political situation.';

function keysOf(body: Body): string[] {
  return body.map(({ _key }) => _key);
}

/** A version that has lived: its keys no longer follow from its words. */
function stored(...texts: string[]): Body {
  return withKeys(texts.map((text, index) => paragraph(text, { _key: `k${index + 1}` })));
}

describe('withKeys', () => {
  it('gives the same blocks the same keys, and equal blocks different ones', () => {
    const body = paragraphs(moscow, moscow, partners);
    expect(body).toEqual(paragraphs(moscow, moscow, partners));
    expect(new Set(keysOf(body)).size).toBe(3);
    expect(keysOf(body)[1]).toBe(`${keysOf(body)[0]}-2`);
  });

  it('keeps given keys, of blocks, spans and pictures', () => {
    const image = { _type: 'image' as const, _key: 'i1', media: kishidaPicture };
    const body = withKeys([{ _type: 'gallery', _key: 'g1', items: [image, { ...image, _key: undefined }] }]);
    expect(body).toMatchObject([
      { _key: 'g1', items: [{ _key: 'i1' }, { _key: expect.stringMatching(/^[0-9a-f]{12}$/) }] },
    ]);
  });

  it('never makes a key that is already given further on', () => {
    const [key] = keysOf(paragraphs(moscow));
    expect(keysOf(withKeys([paragraph(moscow), paragraph(partners, { _key: key })]))).toEqual([
      `${key}-2`,
      key,
    ]);
  });

  it('fills in what input may leave out and drops links that nothing uses', () => {
    const block: BlockIn = {
      _type: 'block',
      listItem: 'bullet',
      children: [{ _type: 'span', text: 'x', marks: ['em', 'em'] }],
      markDefs: [{ _type: 'link', _key: 'l1', href: 'https://x.example' }],
    };
    expect(withKeys([block])).toMatchObject([
      { style: 'normal', level: 1, children: [{ marks: ['em'] }], markDefs: [] },
    ]);
  });
});

describe('rekey', () => {
  const previous = stored(moscow, partners, late);

  it.each<[string, BlockIn[], string[]]>([
    ['unchanged', fromText([moscow, partners, late].join('\n\n')), ['k1', 'k2', 'k3']],
    ['moved', fromText([late, moscow, partners].join('\n\n')), ['k3', 'k1', 'k2']],
    ['one taken out', fromText([moscow, late].join('\n\n')), ['k1', 'k3']],
    [
      'a word changed',
      fromText([moscow.replace('special', 'military'), partners, late].join('\n\n')),
      ['k1', 'k2', 'k3'],
    ],
    [
      'edited and moved',
      fromText([late.replace('later', 'this week'), partners, moscow].join('\n\n')),
      ['k3', 'k2', 'k1'],
    ],
    ['made a heading', [paragraph(moscow, { style: 'h2' }), paragraph(partners)], ['k1', 'k2']],
    ['given keys', [paragraph('All new words here.', { _key: 'k2' }), paragraph(moscow)], ['k2', 'k1']],
    [
      'new given keys',
      [paragraph(moscow), paragraph('All new words here.', { _key: 'mine' })],
      ['k1', 'mine'],
    ],
  ])('keeps the keys of blocks: %s', (_name, next, keys) => {
    expect(keysOf(rekey(previous, next))).toEqual(keys);
  });

  it.each([
    ['Japanese', '首相は、六月にマドリードで開かれる首脳会議への出席を検討している。', '六月', '来月'],
    ['Thai', 'นายกรัฐมนตรีกำลังพิจารณาเข้าร่วมการประชุมสุดยอดในเดือนหน้า', 'เดือนหน้า', 'ปีหน้า'],
  ])('knows an edited paragraph in %s, which puts no spaces between words', (_script, text, word, other) => {
    const before = stored(text, '日本の政府筋が共同通信に語った。');
    expect(keysOf(rekey(before, fromText(text.replace(word, other))))).toEqual(['k1']);
    expect(keysOf(rekey(before, fromText('議会は夜行バスの運行を決めた。')))[0]).not.toMatch(/^k/);
  });

  it('gives a block that is put in between a key of its own', () => {
    const [first, added, second] = keysOf(
      rekey(previous, fromText([moscow, 'Officials gave no comment.', partners].join('\n\n'))),
    );
    expect([first, second]).toEqual(['k1', 'k2']);
    expect(['k1', 'k2', 'k3']).not.toContain(added);
  });

  it('does not hand a key to words that are merely in the same place', () => {
    expect(
      keysOf(rekey(previous, fromText('Kyodo reported something else entirely on Saturday.')))[0],
    ).not.toMatch(/^k/);
  });

  it('changes nothing at all when nothing was changed', () => {
    const rich = withKeys([
      {
        _type: 'block',
        _key: 'p',
        children: [{ _type: 'span', _key: 's9', text: 'x', marks: ['l9'] }],
        markDefs: [{ _type: 'link', _key: 'l9', href: 'https://x.example' }],
      },
    ]);
    const again: BlockIn = {
      _type: 'block',
      children: [{ _type: 'span', text: 'x', marks: ['other'] }],
      markDefs: [{ _type: 'link', _key: 'other', href: 'https://x.example' }],
    };
    expect(rekey(rich, [again])).toEqual(rich);
    expect(rekey(previous, previous)).toEqual(previous);
  });

  it('gives the key to the edited block, not to a newcomer with the words it once had', () => {
    const first = paragraphs(moscow);
    const edited = rekey(first, fromText(moscow.replace('special', 'military')));
    const both = rekey(edited, fromText(`${moscow.replace('special', 'military')}\n\n${moscow}`));
    expect(keysOf(both)[0]).toBe(keysOf(first)[0]);
    expect(keysOf(both)[1]).not.toBe(keysOf(first)[0]);
  });

  it('knows a picture by the picture, whatever its caption', () => {
    const images = withKeys([
      { _type: 'image', _key: 'i1', media: kishidaPicture },
      { _type: 'image', _key: 'i2', media: otherPicture, caption: 'a' },
    ]);
    expect(keysOf(rekey(images, [{ _type: 'image', media: otherPicture, caption: 'b' }]))).toEqual(['i2']);
  });

  it('stays quick and exact on the longest body of blocks that are all alike', () => {
    const texts = Array.from(
      { length: 2000 },
      (_, index) => `The same words again and again, number ${index}.`,
    );
    const before = stored(...texts);
    const after = rekey(before, fromText(texts.map((text) => text.replace('words', 'phrases')).join('\n\n')));
    expect(keysOf(after)).toEqual(keysOf(before));
  });
});

describe('rekey over random edits', () => {
  const seed = Number(process.env['SEED_OF_EDITS'] ?? 20220604);
  const random = randomFrom(seed);
  function pick(length: number): number {
    return Math.floor(random() * length);
  }
  const vocabulary =
    'Japan NATO summit Kishida leaders Madrid Russia Ukraine said sources election house upper June visit talks'.split(
      ' ',
    );
  function sentence(): string {
    return Array.from({ length: 8 + pick(12) }, () => vocabulary[pick(vocabulary.length)]!).join(' ');
  }

  it(`never makes two equal keys, keeps every untouched block's key, and comes to rest (seed ${seed})`, () => {
    let body = stored(...Array.from({ length: 12 }, sentence));
    for (let round = 0; round < 300; round += 1) {
      const texts = body.map((block) => (block._type === 'block' ? block.children[0]!.text : ''));
      const at = pick(texts.length);
      const edit = pick(4);
      if (edit === 0 || texts.length < 5) texts.splice(at, 0, sentence());
      else if (edit === 1 && texts.length > 8) texts.splice(at, 1);
      else if (edit === 2) texts.splice(pick(texts.length), 0, texts.splice(at, 1)[0]!);
      else texts[at] = `${texts[at]!} ${vocabulary[pick(vocabulary.length)]!}`;
      const next = rekey(body, fromText(texts.join('\n\n')));
      const now = new Map(
        next.map((block) => [block._type === 'block' ? block.children[0]!.text : '', block._key]),
      );
      expect(new Set(keysOf(next)).size, `round ${round}`).toBe(next.length);
      for (const block of body) {
        const text = block._type === 'block' ? block.children[0]!.text : '';
        if (now.has(text)) expect(now.get(text), `round ${round}: ${text}`).toBe(block._key);
      }
      if (edit === 3) expect(keysOf(next), `round ${round}`).toEqual(keysOf(body));
      expect(rekey(next, fromText(texts.join('\n\n')))).toEqual(next);
      body = next;
    }
  });
});

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
