import { createRequire } from 'node:module';
import type { fromMarkdown as read } from '../reading/from-markdown.ts';
import type { toMarkdown as write } from '../writing/to-markdown.ts';

// Loaded at the first use: ninety modules.
const require = createRequire(import.meta.url);

/** Markdown to a body: see `reading/from-markdown.ts`. */
export function fromMarkdown(...given: Parameters<typeof read>) {
  const reading = require('../reading/from-markdown.ts') as { fromMarkdown: typeof read };
  return reading.fromMarkdown(...given);
}

/** A body to Markdown: see `writing/to-markdown.ts`. */
export function toMarkdown(...given: Parameters<typeof write>) {
  const writing = require('../writing/to-markdown.ts') as { toMarkdown: typeof write };
  return writing.toMarkdown(...given);
}
