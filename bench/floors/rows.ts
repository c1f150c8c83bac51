import type { ArticleContent } from '../../src/edition/articles/content.ts';

export type Columns = Record<string, any>;
export type Row = Columns & { id: string; content: string; body: string; published_at: number };
export type Picture = Columns;
export type Story = { row: Row; content: Omit<ArticleContent, 'body' | 'deskNote'> };

/** What the stories name, by id, as rows; a picture as it is answered, with its words and addresses. */
export type Around = Record<
  'bylines' | 'agencies' | 'sections' | 'topics' | 'headlines',
  Map<string, Columns>
> & {
  pictures: Map<string, Picture>;
  corrections: Map<string, Columns[]>;
  /** By the story that they translate. */
  translations: Map<string, Columns[]>;
};

/** Rows by one of their columns. */
export function byId(rows: Columns[], column = 'id'): Map<string, Columns> {
  return new Map(rows.map((row) => [row[column] as string, row]));
}

/** Ids for an `IN (SELECT value FROM json_each(?))`: one prepared statement serves any number of them. */
export function idsIn(ids: (string | null | undefined)[]): string {
  return JSON.stringify([...new Set(ids.filter(Boolean))]);
}

export const among = 'IN (SELECT value FROM json_each(?))';

export function json(text: string | null | undefined): any {
  return text ? JSON.parse(text) : undefined;
}

export function timestamp(at: number): string {
  return new Date(at).toISOString();
}

export function named({ id, slug, name }: Columns) {
  return { id, slug, name };
}
