import { createRequire } from 'node:module';

// Loaded at the first use: ninety modules.
const require = createRequire(import.meta.url);

type Reading = typeof import('../reading/from-markdown.ts');
type Writing = typeof import('../writing/to-markdown.ts');

/** Markdown to a body: see `reading/from-markdown.ts`. */
export function fromMarkdown(...given: Parameters<Reading['fromMarkdown']>) {
  return (require('../reading/from-markdown.ts') as Reading).fromMarkdown(...given);
}

/** A body to Markdown: see `writing/to-markdown.ts`. */
export function toMarkdown(...given: Parameters<Writing['toMarkdown']>) {
  return (require('../writing/to-markdown.ts') as Writing).toMarkdown(...given);
}
