import { describe, expect, it } from 'vitest';
import { deliveryNamesNoDeskTable } from './desk-tables.ts';
import { readSources, type Sources } from './sources.ts';

describe('delivery', () => {
  it('names no table of the desk', () => {
    expect(deliveryNamesNoDeskTable(readSources('src'))).toEqual([]);
  });

  it.each([
    ['imports one', "import { articles } from '../desk/articles/table.ts';"],
    ['asks for one in a template', 'const rows = sql`select headline from articles`;'],
    ['joins one', 'const rows = sql`${live} join "articles" on true`;'],
    ['writes a statement as text', "connection.prepare('SELECT id FROM articles');"],
  ])('is found out when it %s', (_, text) => {
    expect(deliveryNamesNoDeskTable(houseWith(text))).toHaveLength(1);
  });

  it.each([
    ['a path', "app.get('/v1/articles', list);"],
    ['a table of the edition', 'const rows = sql`select headline from live_articles`;'],
    ['a sentence', "const description = 'Lines taken from articles.';"],
  ])('may use the same word in %s', (_, text) => {
    expect(deliveryNamesNoDeskTable(houseWith(text))).toEqual([]);
  });

  it('is a fault to have looked at nothing', () => {
    expect(deliveryNamesNoDeskTable(new Map())).toEqual(['looked at nothing']);
    expect(deliveryNamesNoDeskTable(new Map([['src/delivery/lists.ts', '']]))).toEqual(['looked at nothing']);
  });
});

function houseWith(text: string): Sources {
  return new Map([
    ['src/desk/articles/table.ts', "export const articles = table('articles', {});"],
    ['src/delivery/lists.ts', text],
  ]);
}
