import ExifReader from 'exifreader';

const start = '<rdf:RDF';
const end = '</rdf:RDF>';
const identifier = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
/** What a segment of a JPEG holds. */
const mostBytes = 65_533 - identifier.length;

/** XMP whose wrapper is not named as usual, as Windows Photo Gallery writes it; undefined where there is none. */
export function readBareXmp(bytes: Buffer): object | undefined {
  const from = bytes.indexOf(start);
  const to = from === -1 ? -1 : bytes.indexOf(end, from);
  const rdf = bytes.subarray(from, to + end.length);
  if (to === -1 || rdf.length > mostBytes) return undefined;
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + identifier.length + rdf.length, 4);
  return ExifReader.load(Buffer.concat([head, identifier, rdf]), { expanded: true }).xmp;
}
