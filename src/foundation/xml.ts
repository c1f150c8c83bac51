import { createRequire } from 'node:module';

// Loaded at the first use: thirty modules.
const require = createRequire(import.meta.url);

/** A part of a document: `@name` is an attribute, `#text` the text; what is undefined is left out. */
export type XmlPart = { [name: string]: string | number | XmlPart | (string | XmlPart)[] | undefined };

/** An XML 1.0 document in UTF-8. Texts are escaped; characters that XML cannot hold become U+FFFD. */
export function writeXml(document: XmlPart): string {
  const { create } = require('xmlbuilder') as typeof import('xmlbuilder');
  return create(withoutAbsent(document) as Record<string, object>, {
    version: '1.0',
    encoding: 'UTF-8',
    invalidCharReplacement: '\ufffd',
  }).end();
}

function withoutAbsent(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutAbsent);
  if (typeof part !== 'object' || part === null) return part;
  const there = Object.entries(part).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, withoutAbsent(value)]));
}
