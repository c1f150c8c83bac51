/** Reads the files of the import command. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { LRUCache } from 'lru-cache';
import { cutText } from '../foundation/cut-text.ts';
import type { Format, Item, ReadItem } from '../desk/imports/formats/incoming.ts';
import type { Source } from '../desk/imports/run.ts';

const readable = /\.(json|ndjson|jsonl)$/i;

/** The limit of a string, with some margin; a larger file can be split by lines. */
const mostBytes = 256 * 1024 * 1024;

/**
 * The files of a folder and its subfolders in order, or the one file; and the files that are not JSON by their name.
 */
export async function findFiles(path: string): Promise<{ files: string[]; passedOver: string[] }> {
  if (!(await stat(path)).isDirectory()) return { files: [path], passedOver: [] };
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  const all = found
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
  const [files, others] = [true, false].map((wanted) => all.filter((file) => readable.test(file) === wanted));
  return { files: files!, passedOver: others!.map((file) => relative(path, file)) };
}

type Held = Item | { fault: string };

/** The items of all files. Only a few files are in memory at once; each is read when needed. */
export async function sourcesIn(
  files: string[],
  format: Format,
  { root, now }: { root: string; now: () => number },
): Promise<Source[]> {
  const cache = new LRUCache<string, Held[]>({ max: 8 });
  async function itemsIn(file: string): Promise<Held[]> {
    const items = cache.get(file) ?? (await heldIn(file, format));
    cache.set(file, items);
    return items;
  }
  const sources: Source[] = [];
  for (const file of files) {
    for (const index of (await itemsIn(file)).keys()) {
      sources.push({
        file: relative(root, file) || basename(file),
        index,
        read: async () => readingOf((await itemsIn(file))[index], format, now()),
      });
    }
  }
  return sources;
}

function readingOf(held: Held | undefined, format: Format, now: number): ReadItem {
  if (held === undefined) return refused('The file has changed while it was imported.');
  return 'fault' in held ? refused(held.fault) : format.read(held, { now });
}

function refused(detail: string): ReadItem {
  return { notes: [], faults: [{ pointer: '', detail }] };
}

async function heldIn(file: string, format: Format): Promise<Held[]> {
  if ((await stat(file)).size > mostBytes)
    return [{ fault: `The file is larger than ${mostBytes / 1024 / 1024} MB: split it.` }];
  const text = textOf(await readFile(file));
  if (text === undefined) return [{ fault: 'The file is no text in UTF-8.' }];
  if (text.startsWith('<'))
    return [{ fault: 'This is XML and not JSON; NewsML and the like are not read yet.' }];
  return documentsIn(text).flatMap((one): Held[] => {
    if ('fault' in one) return [one];
    const items = format.itemsIn(one.document);
    return items.length > 0 ? items : [{ fault: 'The file holds an empty list.' }];
  });
}

/** One JSON document, or one per line (NDJSON). A broken line affects no other. */
function documentsIn(text: string): ({ document: unknown } | { fault: string })[] {
  const whole = parsed(text);
  if ('document' in whole) return [whole];
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const filled = lines.filter(({ line }) => line !== '');
  const documents = filled.map(({ line, number }) => {
    const one = parsed(line);
    return 'fault' in one ? { fault: `Line ${number}: ${one.fault}` } : one;
  });
  // With only one valid line it was meant as one document.
  return documents.filter((one) => 'document' in one && typeof one.document === 'object').length > 1
    ? documents
    : [whole];
}

function parsed(text: string): { document: unknown } | { fault: string } {
  try {
    return { document: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: `This is not JSON: ${cutText((error as Error).message, 200)}.` };
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    // Leaves out a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return undefined;
  }
}
