import ExifReader from 'exifreader';
import { segmentsOf } from './jpeg-segments.ts';

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
  return segmentsOf(bytes, 0xed)
    .filter((content) => content.subarray(0, photoshop.length).equals(photoshop))
    .map((content) => content.subarray(photoshop.length));
}
