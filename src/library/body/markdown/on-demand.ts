import { createRequire } from 'node:module';
import type { TakeNote } from '../../notes.ts';
import type { fromMarkdown as Read } from '../reading/from-markdown.ts';
import type { Body, BodyOut } from '../schema.ts';
import type { Shown } from '../writing/to-html.ts';
import type { toMarkdown as Write } from '../writing/to-markdown.ts';

// Ninety modules for the first who sends or asks for Markdown.
const require = createRequire(import.meta.url);

/** Markdown to a body: see `reading/from-markdown.ts`. */
export function fromMarkdown(markdown: string, note?: TakeNote, locale?: string): Body {
  const reading = require('../reading/from-markdown.ts') as { fromMarkdown: typeof Read };
  return reading.fromMarkdown(markdown, note, locale);
}

/** A body to Markdown: see `writing/to-markdown.ts`. */
export function toMarkdown(body: BodyOut<Shown>): string {
  const writing = require('../writing/to-markdown.ts') as { toMarkdown: typeof Write };
  return writing.toMarkdown(body);
}
