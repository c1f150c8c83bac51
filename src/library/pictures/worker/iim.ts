import ExifReader from 'exifreader';
import { segmentsOf } from './jpeg-segments.ts';
import { listOf, property } from './tags.ts';

const photoshop = Buffer.from('Photoshop 3.0\0', 'latin1');
const signature = Buffer.from('8BIM', 'latin1');
/** The number of the resource that holds IPTC IIM. */
const iptc = 0x0404;
// Dataset 1:90 with the escape sequence of UTF-8.
const saysUtf8 = Buffer.from([0x1c, 0x01, 0x5a, 0x00, 0x03, 0x1b, 0x25, 0x47]);

/** IPTC IIM as ExifReader gives it, and what further blocks say of the same datasets. */
export type Iim = { tags: object; others: [name: string, words: string][] };

/**
 * Takes the declaration of UTF-8 out of IPTC IIM in place. Many programs declare it and write Latin-1; without it, each text
 * is read as UTF-8 where it is valid UTF-8, and as Windows-1252 where it is not.
 */
export function forgetDeclaredUtf8(bytes: Buffer): void {
  for (let at = bytes.indexOf(saysUtf8); at !== -1; at = bytes.indexOf(saysUtf8, at + 1))
    bytes[at + 2] = 0xff;
}

/** The IPTC IIM of a JPEG that has it in several segments or blocks, as one; undefined for every other file. */
export function readSplitIim(bytes: Buffer): Iim | undefined {
  const parts = photoshopSegments(bytes);
  const blocks = blocksIn(Buffer.concat(parts));
  if (blocks.length === 0 || (parts.length < 2 && blocks.length < 2)) return undefined;
  return merged(blocks.map(readBlock), readBlock(Buffer.concat(blocks)));
}

/** Lists are joined; of all other datasets the first is kept. `whole` is all blocks read as one: it tells what is a list. */
function merged(blocks: object[], whole: object): Iim {
  const others: Iim['others'] = [];
  const tags = Object.keys(whole).map((name) => {
    const found = blocks.map((block) => property(block, name)).filter((tag) => tag !== undefined);
    if (Array.isArray(property(whole, name))) {
      const byWords = new Map(found.flat().map((tag) => [listOf(tag).join('\n'), tag]));
      return [name, [...byWords.values()]] as const;
    }
    const [kept, ...rest] = found;
    for (const words of new Set(rest.flatMap(listOf)))
      if (!listOf(kept).includes(words)) others.push([name, words]);
    return [name, kept] as const;
  });
  return { tags: Object.fromEntries(tags), others };
}

function readBlock(block: Buffer): object {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xed, 0xff, 0xff]);
  const resource = Buffer.alloc(8);
  resource.writeUInt16BE(iptc);
  resource.writeUInt32BE(block.length, 4);
  const file = Buffer.concat([head, photoshop, signature, resource, block]);
  return ExifReader.load(file, { expanded: true }).iptc ?? {};
}

/** The blocks of IPTC IIM among Photoshop's resources. */
function blocksIn(resources: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  let at = resources.indexOf(signature);
  while (at !== -1 && at + 12 <= resources.length) {
    // The name has its length before it, and an even number of bytes with it.
    const start = at + 10 + (resources[at + 6]! | 1) + 1;
    if (start > resources.length) break;
    const end = start + resources.readUInt32BE(start - 4);
    if (resources.readUInt16BE(at + 4) === iptc) blocks.push(resources.subarray(start, end));
    at = resources.indexOf(signature, end);
  }
  return blocks;
}

/** What each of Photoshop's APP13 segments holds, in their order. */
function photoshopSegments(bytes: Buffer): Buffer[] {
  return segmentsOf(bytes, 0xed)
    .filter((content) => content.subarray(0, photoshop.length).equals(photoshop))
    .map((content) => content.subarray(photoshop.length));
}
