/**
 * Plays an editor and a reader against a running Dateline: uploads a picture, publishes a story with it, and fetches its
 * renditions. Ends with an error at the first thing that is not as promised. `node .ci/publish-a-picture.ts ADDRESS KEY`
 */
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

const [address, key] = process.argv.slice(2) as [string, string];
const authorization = `Bearer ${key}`;

type Picture = { id: string; etag: string; src: string };
type Rendition = { name: string; src: string; width: number; height: number };
type Sent = { body?: string | FormData; headers?: Record<string, string> };
type Story = {
  slug: string;
  etag: string;
  leadMedia: { src: string; srcset: string; renditions: Rendition[] };
};

const media = await upload();
const story = await publish(media);
const before = await read(story);
for (const rendition of before.leadMedia.renditions) await fetchRendition(rendition);
await changeCaption(media);
const after = await read(story);
if (after.leadMedia.src === before.leadMedia.src)
  throw new Error('A new caption gave the picture no new src.');
await fetchRendition(after.leadMedia.renditions[0]!);
const health = await send<{ status: string; degraded?: string[] }>('GET', '/health/ready');
if (health.degraded) throw new Error(`/health/ready says degraded: ${health.degraded.join()}.`);
console.log(`    ${before.leadMedia.renditions.length} renditions of ${media.id}, as wide as promised`);

async function upload(): Promise<Picture> {
  // Another one each time: the same file twice is the same picture, with the caption that it has.
  const background = `#${randomBytes(3).toString('hex')}`;
  const create = { width: 1800, height: 1200, channels: 3 as const, background };
  const body = new FormData();
  body.append('fields', JSON.stringify({ captions: { en: { altText: 'Nothing but one colour.' } } }));
  body.append('file', new Blob([new Uint8Array(await sharp({ create }).jpeg().toBuffer())]), 'colour.jpg');
  const { data } = await send<{ data: [{ media: Picture }] }>('POST', '/v1/desk/media', { body });
  return data[0].media;
}

async function publish({ id }: Picture): Promise<string> {
  const { data: bylines } = await send<{ data: [{ slug: string }] }>('GET', '/v1/bylines');
  const draft = await sendJson<Story>('POST', '/v1/desk/articles', {
    headline: 'A picture from the image',
    bodyText: 'One paragraph.',
    bylines: [{ byline: bylines[0].slug, role: 'author' }],
    leadMedia: { media: id },
  });
  await sendJson('POST', `/v1/desk/articles/${draft.slug}/publish`, {}, draft.etag);
  return draft.slug;
}

async function changeCaption({ id }: Picture): Promise<void> {
  const { etag } = await send<Picture>('GET', `/v1/desk/media/${id}`);
  await sendJson('PUT', `/v1/desk/media/${id}/captions/en`, { altText: 'One colour.' }, etag);
}

function read(slug: string): Promise<Story> {
  return send<Story>('GET', `/v1/articles/${slug}?include=renditions`);
}

async function fetchRendition({ name, src, width, height }: Rendition): Promise<void> {
  const path = new URL(src).pathname;
  for (const [extension, format] of [
    ['jpg', 'jpeg'],
    ['webp', 'webp'],
    ['avif', 'heif'],
  ]) {
    const answer = await fetch(new URL(path.replace(/jpg$/, extension!), address));
    if (answer.status !== 200) throw new Error(`${name}.${extension} answered ${answer.status}.`);
    const made = await sharp(await answer.arrayBuffer()).metadata();
    const [promised, found] = [
      `${format} of ${width} × ${height}`,
      `${made.format} of ${made.width} × ${made.height}`,
    ];
    if (found !== promised) throw new Error(`${name}.${extension} is ${found}, not ${promised}.`);
  }
}

function sendJson<Answer>(method: string, path: string, json: object, etag?: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(etag !== undefined && { 'if-match': etag }) };
  return send<Answer>(method, path, { body: JSON.stringify(json), headers });
}

async function send<Answer>(method: string, path: string, more: Sent = {}): Promise<Answer> {
  const headers = path.startsWith('/v1/desk') ? { authorization, ...more.headers } : {};
  const answer = await fetch(new URL(path, address), { method, ...more, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer;
}
