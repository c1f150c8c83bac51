import { readdirSync, readFileSync } from 'node:fs';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Body } from '../../src/library/body/schema.ts';
import { linesOf } from '../library/body/reading.ts';
import { deskOf } from '../support/desk.ts';
import { givenPicture } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

/** What was sent (`MEDIA` is a picture that is there), and what every output must say of it. */
type Kind = {
  input: Partial<Record<'bodyHtml' | 'bodyMarkdown' | 'bodyText' | 'locale', string>>;
  blocks: string[];
  notes?: string[];
  html: string;
  markdown: string;
  text: string;
  summary: string;
};

const folder = new URL('.', import.meta.url);
const kinds = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** The story that the input makes, sent and published over HTTP. */
async function publish({ input }: Kind) {
  const house = await openHouse({ seed: 'none' });
  const media = await givenPicture(house);
  const desk = await deskOf(house, 'chief');
  const sent = JSON.parse(JSON.stringify(input).replaceAll('MEDIA', media)) as typeof input;
  const { id, notes = [] } = await desk.create(sent);
  expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
  return { house, id, media, notes: notes.map(({ name, detail }) => `${name}: ${detail}`) };
}

async function json<T>(house: House, path: string): Promise<T> {
  const { statusCode, body } = await house.client.get(path);
  expect([path, statusCode]).toEqual([path, 200]);
  return JSON.parse(body) as T;
}

/** The texts of the elements of a name in a feed; `of` is that of the story, after those of the feed. */
function lastOf(xml: string, name: string): string {
  return DomUtils.getElementsByTagName(name, parseDocument(xml, { xmlMode: true }))
    .map(DomUtils.textContent)
    .at(-1)!;
}

describe.each(kinds)('%s', (file) => {
  const kind = parse(readFileSync(new URL(file, folder), 'utf8')) as Kind;

  it('arrives whole in every output', async () => {
    const { house, id, media, notes } = await publish(kind);
    function named(text: string): string {
      return text
        .replaceAll(media, 'MEDIA')
        .replaceAll(/(?: srcset| sizes)="[^"]*"/g, '')
        .replaceAll(/https?:[^" ]*\/media\/MEDIA\/[^") ]*/g, 'MEDIA');
    }
    const story = await json<{ body: Body }>(house, `/v1/articles/${id}`);
    const [{ bodyHtml }, { bodyMarkdown }, { bodyText }] = await Promise.all([
      json<{ bodyHtml: string }>(house, `/v1/articles/${id}?body=html`),
      json<{ bodyMarkdown: string }>(house, `/v1/articles/${id}?body=markdown`),
      json<{ bodyText: string }>(house, `/v1/articles/${id}?body=text`),
    ]);
    const rss = (await house.client.get('/feeds/rss.xml')).body;
    const atom = (await house.client.get('/feeds/atom.xml')).body;
    const feed = await json<{ items: { content_html: string; summary?: string }[] }>(
      house,
      '/feeds/feed.json',
    );
    const ninjs = await json<{ bodies: { value: string; contentType: string }[] }>(
      house,
      `/v1/articles/${id}/ninjs`,
    );
    const { articleBody } = await json<{ articleBody: string }>(house, `/v1/articles/${id}/jsonld`);

    const [item] = feed.items;
    const seen = {
      blocks: linesOf(story.body).map((line) => named(line.replace(/,"picture":\{.*\}\}?$/, '}'))),
      ...(notes.length > 0 && { notes: notes.map(named) }),
      html: named(bodyHtml),
      markdown: named(bodyMarkdown),
      text: bodyText,
      summary: item!.summary ?? '',
    };
    const { input: _, ...expected } = kind;
    expect(seen).toEqual(expected);
    // The other outputs say the same.
    expect(named(lastOf(rss, 'content:encoded'))).toContain(seen.html);
    expect(named(lastOf(atom, 'content'))).toContain(seen.html);
    expect(named(item!.content_html)).toContain(seen.html);
    expect(named(ninjs.bodies.find(({ contentType }) => contentType === 'text/html')!.value)).toContain(
      seen.html,
    );
    expect(articleBody).toBe(seen.text);
    expect(lastOf(atom, 'summary')).toBe(seen.summary);
  });
});
