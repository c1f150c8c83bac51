import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import manifest from '../../seeds/media/manifest.json' with { type: 'json' };
import { newsroom } from '../../seeds/newsroom.ts';
import { ArticleIn, ChangeIn } from '../../src/desk/stories/schema.ts';
import { isId, urnOf } from '../../src/foundation/ids.ts';
import { AgencyIn } from '../../src/library/agencies/schema.ts';
import { AlertIn } from '../../src/library/alerts/schema.ts';
import { BylineIn } from '../../src/library/bylines/schema.ts';
import { CaptionsIn, MediaIn } from '../../src/library/pictures/records/input.ts';
import { Picture } from '../../src/library/pictures/records/schema.ts';
import { SectionIn } from '../../src/library/sections/schema.ts';
import { TopicIn } from '../../src/library/topics/schema.ts';

const { media, agencies, bylines, sections, topics, articles, alerts } = newsroom;
const root = fileURLToPath(new URL('../../', import.meta.url));
const page = resolve(root, process.env['SHARED_DIR'] ?? '../shared', 'seed/kishida-nato.txt');
const kishida = articles.find(({ id }) => id === 'article_01g4q22g00e0qt3m8x9c5w6y7z')!;

describe('the seed', () => {
  it.each<[string, { id: string }[], z.ZodType]>([
    ['agency', agencies, AgencyIn],
    ['byline', bylines, BylineIn],
    ['section', sections, SectionIn],
    ['topic', topics, TopicIn],
    ['alert', alerts, AlertIn],
  ])('holds every %s in the shape that the desk accepts', (prefix, records, schema) => {
    expect(records).not.toEqual([]);
    for (const { id, ...record } of records) {
      expect(id).toSatisfy((id: string) => isId(prefix, id));
      expect(faultsOf(schema, record), id).toEqual([]);
    }
  });

  it('holds every picture in the shape that the desk accepts', () => {
    for (const { id, fields, captions } of media) {
      expect(id).toSatisfy((id: string) => isId('media', id));
      expect([...faultsOf(MediaIn, fields), ...faultsOf(CaptionsIn, captions)], id).toEqual([]);
    }
  });

  it('holds every story, and what became of it, in the shape that the desk accepts', () => {
    for (const { id, input, then = [] } of articles) {
      expect(id).toSatisfy((id: string) => isId('article', id));
      expect(faultsOf(ArticleIn, input), id).toEqual([]);
      for (const step of then) {
        if (!('save' in step)) continue;
        const faults = [...faultsOf(ArticleIn, step.save), ...faultsOf(ChangeIn, step.publish.change)];
        expect(faults, id).toEqual([]);
      }
    }
  });

  it('gives everything an id that has a URN, as feeds show it', () => {
    const ids = JSON.stringify(newsroom)
      .match(/"[a-z]+_[0-9a-z]{26}"/g)!
      .map((id) => JSON.parse(id));
    expect(ids.length).toBeGreaterThan(100);
    for (const id of ids)
      expect(urnOf(id), id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
  });

  it('refuses an entry with a field that the desk does not know', () => {
    expect(faultsOf(ArticleIn, { ...kishida.input, title: 'No such field' })).not.toEqual([]);
  });

  it('gives every id once', () => {
    const ids = Object.values(newsroom).flatMap((entries) => entries.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('marks every story but the first as a sample', () => {
    const marks = { en: /sample/i, ja: /見本/, fr: /exemple/i };
    for (const { input } of articles.filter((story) => story !== kishida)) {
      expect(input.headline).toMatch(marks[(input.locale ?? 'en') as keyof typeof marks]);
    }
  });
});

describe('the first story', () => {
  it.skipIf(isPageAbsent())('is word for word what the page says', () => {
    const lines = readFileSync(page, 'utf8').split(/\r?\n/);
    const said = lines.map((line) => line.trim()).filter(Boolean);
    const at = said.findIndex((line) => line.startsWith('Japanese Prime Minister'));
    const caption = media.find(({ id }) => id === kishida.input.leadMedia!.media)!.captions['en']!.caption;
    const profile = agencies.find(({ slug }) => slug === 'reuters')!.profile;

    expect(paragraphs()).toEqual(said.slice(at, at + 10));
    expect(said[at + 10]).toMatch(/16x9 Image$/);
    expect(said).toContain(kishida.input.headline);
    expect(said[at - 1]).toBe(caption);
    expect(said[at + 12]).toBe(profile);
  });

  it('has ten paragraphs with the keys p1 to p10, and every attribution stands behind one of them', () => {
    const keys = kishida.input.body!.map(({ _key }) => _key);
    expect(keys).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p10']);
    expect(keys).toEqual(
      expect.arrayContaining(kishida.input.attributions!.flatMap(({ blocks = [] }) => blocks)),
    );
  });

  it('shows the picture with the words that the contract shows', () => {
    const example = Picture.meta()!.examples![0] as z.output<typeof Picture>;
    const { captions, fields } = media.find(({ id }) => id === example.id)!;
    expect(captions['en']).toEqual({ caption: example.caption, altText: example.altText });
    expect(captions['en']!.altText).not.toBe(captions['en']!.caption);
    expect(fields).toEqual({ contentCreated: '2022-05-24', place: 'Tokyo' });
  });
});

describe('the placeholder pictures', () => {
  it('are as the manifest says, in every size and both formats', () => {
    expect(Object.keys(manifest).sort()).toEqual(media.map(({ folder }) => folder).sort());
    for (const [folder, { original, renditions }] of Object.entries(manifest)) {
      expect(fileAt(folder, 'original.jpg')).toEqual({ bytes: original.bytes, sha256: original.sha256 });
      for (const { name, extension, bytes, sha256 } of renditions) {
        expect(fileAt(folder, `${name}.${extension}`), `${folder}/${name}.${extension}`).toEqual({
          bytes,
          sha256,
        });
      }
      const sizes = original.width === 320 ? ['xs'] : ['xs', 'sm', 'md', 'lg'];
      const names = sizes.flatMap((size) => [size, `${size}-16x9`]);
      const files = names.flatMap((name) => [`${name}.jpg`, `${name}.webp`]);
      expect(renditions.map(({ name, extension }) => `${name}.${extension}`).sort()).toEqual(files.sort());
    }
  });
});

function faultsOf(schema: z.ZodType, value: unknown): unknown[] {
  return schema.safeParse(value).error?.issues ?? [];
}

function paragraphs(): string[] {
  return kishida.input.body!.map((block) =>
    block._type === 'block' ? block.children.map(({ text }) => text).join('') : block._type,
  );
}

function fileAt(folder: string, name: string): { bytes: number; sha256: string } {
  const file = readFileSync(resolve(root, 'seeds/media', folder, name));
  return { bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') };
}

function isPageAbsent(): boolean {
  if (existsSync(page)) return false;
  console.log(`Skipped: ${page} is not there. SHARED_DIR names the folder that holds seed/.`);
  return true;
}
