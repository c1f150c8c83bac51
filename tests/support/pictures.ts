/** Pictures and hostile files for uploads, made here: flat drawings, nobody's likeness. */
import sharp from 'sharp';
import type { Desk } from './desk.ts';

export type Upload = { bytes: Buffer; name?: string };

/** A drawing with a dot in it; another `colour`, other bytes. */
export function drawing({ width = 800, height = 500, colour = '#336699' } = {}) {
  const dot = `<circle cx="${width / 4}" cy="${height / 3}" r="${height / 10}" fill="#e0a080"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour}"/>${dot}</svg>`;
  return sharp(Buffer.from(svg));
}

/** A picture with every limit and right that outputs name. */
export const limited = {
  rights: {
    holder: 'Sample Ltd; Jane Doe',
    notice: '© Sample',
    usageTerms: 'One use.',
    webStatement: 'https://pictures.example/terms',
    licensors: [{ name: 'Sample', url: 'https://pictures.example/license' }],
    dataMining: 'DMI-PROHIBITED-AIMLTRAINING' as const,
    otherConstraints: 'Not for advertising.',
    territories: ['JP', 'US'],
    channels: ['web' as const],
  },
  usableUntil: '2099-01-01T00:00:00Z',
  creators: [{ name: 'Jane Doe' }],
  place: 'Tokyo',
  placesShown: ['Osaka, Japan'],
  digitalSourceType: 'compositeCapture' as const,
};

/** A form as a browser sends it. */
export async function form(files: Upload[], fields?: object | string, name = 'file') {
  const data = new FormData();
  if (fields !== undefined)
    data.append('fields', typeof fields === 'string' ? fields : JSON.stringify(fields));
  for (const { bytes, name: fileName = 'picture' } of files)
    data.append(name, new Blob([new Uint8Array(bytes)]), fileName);
  const sent = new Response(data);
  return {
    body: Buffer.from(await sent.arrayBuffer()),
    headers: { 'content-type': sent.headers.get('content-type')! },
  };
}

/** Uploads by the desk's own address. */
export async function upload(
  desk: Desk,
  files: Upload[],
  {
    fields,
    query = '',
    headers = {},
  }: { fields?: object; query?: string; headers?: Record<string, string> } = {},
) {
  const sent = await form(files, fields);
  return desk.send('POST', `/media${query}`, { body: sent.body, headers: { ...sent.headers, ...headers } });
}

/** An XMP packet with these properties, in the namespaces of the IPTC Photo Metadata Standard. */
export function xmpOf(properties: string): string {
  const namespaces = [
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"',
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"',
    'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"',
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"',
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
  ].join(' ');
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${namespaces}>${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

/** A drawing with these properties in XMP. */
export function drawingWith(properties: string, colour?: string): Promise<Buffer> {
  return drawing(colour === undefined ? {} : { colour })
    .withXmp(xmpOf(properties))
    .jpeg()
    .toBuffer();
}

/** A JPEG with these segments before its others. */
export function withSegments(jpeg: Buffer, segments: [marker: number, content: Buffer][]): Buffer {
  const written = segments.map(([marker, content]) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...written, jpeg.subarray(2)]);
}

/** What an APP13 segment of Photoshop holds: resources by their number. */
export function photoshopResources(resources: [id: number, content: Buffer][]): Buffer {
  return Buffer.concat(
    resources.map(([id, content]) => {
      const head = Buffer.from('8BIM\0\0\0\0\0\0\0\0', 'latin1');
      head.writeUInt16BE(id, 4);
      head.writeUInt32BE(content.length, 8);
      return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
    }),
  );
}

/** IPTC IIM: datasets by record and number. */
export function iim(datasets: [record: number, dataset: number, content: Buffer][]): Buffer {
  return Buffer.concat(
    datasets.map(([record, dataset, content]) => {
      const head = Buffer.from([0x1c, record, dataset, 0, 0]);
      head.writeUInt16BE(content.length, 3);
      return Buffer.concat([head, content]);
    }),
  );
}
