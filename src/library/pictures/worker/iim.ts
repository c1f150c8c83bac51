import ExifReader from 'exifreader';

const photoshop = Buffer.from('Photoshop 3.0\0', 'latin1');
// Dataset 1:90 with the escape sequence of UTF-8.
const saysUtf8 = Buffer.from([0x1c, 0x01, 0x5a, 0x00, 0x03, 0x1b, 0x25, 0x47]);

/**
 * Takes the declaration of UTF-8 out of IPTC IIM in place. Many programs declare it and write Latin-1; without it, each text
 * is read as UTF-8 where it is valid UTF-8, and as Windows-1252 where it is not.
 */
export function forgetDeclaredUtf8(bytes: Buffer): void {
  for (let at = bytes.indexOf(saysUtf8); at !== -1; at = bytes.indexOf(saysUtf8, at + 1))
    bytes[at + 2] = 0xff;
}

/** The IPTC IIM of a JPEG with several APP13 segments, as one; undefined for every other file. */
export function readSplitIim(bytes: Buffer): object | undefined {
  const parts = photoshopSegments(bytes);
  if (parts.length < 2) return undefined;
  const joined = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xed, 0xff, 0xff]), photoshop, ...parts]);
  return ExifReader.load(joined, { expanded: true }).iptc;
}

/** What each of Photoshop's APP13 segments holds, in their order. */
function photoshopSegments(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return found;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xda || marker === 0xd9) break;
    if (marker === 0xff) {
      // A fill byte.
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const content = bytes.subarray(at + 4, end);
    if (marker === 0xed && content.subarray(0, photoshop.length).equals(photoshop))
      found.push(content.subarray(photoshop.length));
    at = end;
  }
  return found;
}
