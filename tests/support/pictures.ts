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
