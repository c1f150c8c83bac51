import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { liveArticles } from '../../../src/edition/articles/table.ts';
import { decodeCursor, encodeCursor } from '../../../src/foundation/page/cursor.ts';
import { pageLinks } from '../../../src/foundation/page/link.ts';
import { countLimit, pageOf, totalOf } from '../../../src/foundation/page/page.ts';

const { publishedAt, id } = liveArticles;
const pair = [publishedAt, id];

function columnsFor(key: (string | number)[]) {
  return key.map((part) => (typeof part === 'number' ? publishedAt : id));
}

const list = { sort: '-publishedAt', filters: { kind: 'story' } };

describe('a cursor', () => {
  it.each([[[1654344000000, 'article_1']], [['a.b/c?d=é岸田']], [[0, '']]])(
    'comes back as it went: %j',
    (key) => {
      const cursor = encodeCursor(list, key);
      expect(cursor).toMatch(/^[\w-]+\.[\w-]+$/);
      expect(decodeCursor(list, cursor, columnsFor(key))).toEqual(key);
    },
  );

  it('belongs to its sort and its filters', () => {
    const cursor = encodeCursor(list, [1, 'a']);
    expect(() => decodeCursor({ ...list, sort: 'publishedAt' }, cursor, pair)).toThrow(
      'another sort or other filters',
    );
    expect(() => decodeCursor({ ...list, filters: {} }, cursor, pair)).toThrow(
      'another sort or other filters',
    );
  });

  it('is refused when any letter of it was changed', () => {
    const cursor = encodeCursor(list, [1, 'a']);
    for (let at = 0; at < cursor.length; at += 1) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(() => decodeCursor(list, changed, pair)).toThrow('cursor');
    }
    expect(() => decodeCursor(list, `${cursor}.x`, pair)).toThrow('cursor');
    expect(() => decodeCursor(list, cursor, [...pair, pair[0]!])).toThrow('cursor');
  });
});

describe('a cursor that somebody made up', () => {
  it.each(['not json', '{}', '["-publishedAt"]', JSON.stringify(['-publishedAt', 'x', [1, 2]])])(
    'is refused like any other, its checksum right or not: %s',
    (payload) => {
      const bytes = Buffer.from(payload);
      const checksum = createHash('sha256').update(bytes).digest('base64url').slice(0, 11);
      expect(() => decodeCursor(list, `${bytes.toString('base64url')}.${checksum}`, pair)).toThrow('cursor');
    },
  );

  it('is refused when its key is of other types than the order', () => {
    const forged = encodeCursor(list, ['x', 'y']);
    expect(() => decodeCursor(list, forged, pair)).toThrow('not one that this list gave');
  });
});

describe('a page', () => {
  const rows = [1, 2, 3].map((n) => ({ n }));

  it('has a next one only when more was read than it holds', () => {
    expect(pageOf(rows, 3, list, ({ n }) => [n])).toEqual({ data: rows, page: { limit: 3 } });
    const { data, page } = pageOf(rows, 2, list, ({ n }) => [n]);
    expect(data).toEqual(rows.slice(0, 2));
    expect(decodeCursor(list, page.next!, [publishedAt])).toEqual([2]);
    expect(pageOf([], 2, list, () => [1])).toEqual({ data: [], page: { limit: 2 } });
  });

  it('counts exactly up to the limit, then says at least', () => {
    expect([0, 1, countLimit].map(totalOf)).toEqual([{ total: 0 }, { total: 1 }, { total: 10_000 }]);
    expect(totalOf(countLimit + 1)).toEqual({ totalAtLeast: 10_000 });
  });

  it('links to the first and the next, with its filters', () => {
    expect(pageLinks('/v1/articles', 'kind=story&cursor=old', 'new')).toBe(
      '</v1/articles?kind=story>; rel="first", </v1/articles?kind=story&cursor=new>; rel="next"',
    );
    expect(pageLinks('/v1/articles', '', undefined)).toBe('</v1/articles>; rel="first"');
  });
});
