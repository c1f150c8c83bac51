import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSources } from '../architecture/sources.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const Fault = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What is broken, in a sentence. */
  breaks: z.string(),
  file: z.string(),
  /** A text that stands in the file exactly once, and what takes its place. */
  find: z.string().min(1),
  replace: z.string(),
  /** The test files that must notice it, each of them. */
  noticedBy: z.array(z.string()).min(1),
});
export type Fault = z.output<typeof Fault>;

/** All faults of `faults.yaml`. */
export function readFaults(): Fault[] {
  return z.array(Fault).parse(parse(readFileSync(join(root, 'tests/mutations/faults.yaml'), 'utf8')));
}

/** Why a fault cannot be planted any more: its text is not in its file exactly once, or a test file is gone. */
export function whyStale({ file, find, noticedBy }: Fault): string | undefined {
  const gone = noticedBy.find((test) => !existsSync(join(root, test)));
  if (gone) return `${gone} does not exist.`;
  const times = existsSync(join(root, file)) ? textOf(file).split(find).length - 1 : 0;
  if (times === 1) return undefined;
  const others = [...readSources('src')].flatMap(([path, text]) => (text.includes(find) ? [path] : []));
  return `${file} holds the text ${times} times instead of once; it stands in: ${others.join(', ') || 'no file of src'}.`;
}

/** The text of a fault's file with the fault in it. */
export function planted({ file, find, replace }: Fault): string {
  return textOf(file).replace(find, () => replace);
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
