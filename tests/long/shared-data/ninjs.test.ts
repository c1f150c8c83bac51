import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it, type TestContext } from 'vitest';
import { newsroom } from '../../../seeds/newsroom.ts';
import type { SeedPicture } from '../../../seeds/seed.ts';
import { formats } from '../../../src/desk/imports/formats.ts';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { sourcesIn } from '../../../src/commands/import-files.ts';
import { createMedia } from '../../../src/library/pictures/records/create.ts';
import { CaptionsIn, MediaIn } from '../../../src/library/pictures/records/input.ts';
import { deskOf, detailsOf, type Desk } from '../../support/desk.ts';
import { givenSection, givenTopic } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { sharedFile } from '../../support/shared.ts';

function filesIn(context: TestContext, folder: string): { name: string; path: string }[] {
  const root = sharedFile(context, `ninjs/${folder}`);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .map((name) => ({ name: `${folder}/${name}`, path: join(root, name) }))
    .filter(({ name }) => /\.(json|xml)$/.test(name));
}

async function send(desk: Desk, path: string): Promise<ImportReport['results'][number]> {
  const body = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  const answer = await desk.send('POST', '/imports', { body });
  expect([path, answer.statusCode]).toEqual([path, 200]);
  const { results } = answer.json<ImportReport>();
  expect(results).toHaveLength(1);
  return results[0]!;
}

/** Those of IPTC's examples that hold a story with a headline; what else there is are pictures, events and fragments. */
const stories =
  /00[1345]_(simple|complex|associations)|004_simple_text|007_multimedia|ninjsExSimpleText|businesswire.*json$|002_bad_association|001_ninjs_example|004_headlines|006_genre|007_trust_indicator/;

describe('every file of ninjs that there is', () => {
  it('is imported, or refused with a reason and its place', async (context) => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    for (const folder of ['examples', 'test_suite', 'schemas']) {
      for (const { name, path } of filesIn(context, folder).filter(({ name }) => name.endsWith('.json'))) {
        const result = await send(desk, path);
        expect([name, result.outcome !== 'refused']).toEqual([name, stories.test(name)]);
        if (result.outcome !== 'refused') continue;
        expect(result.errors.length).toBeGreaterThan(0);
        for (const { pointer, detail } of result.errors) {
          expect(detail, name).toMatch(/^.{10,}[.\w]$/);
          expect(pointer, name).toMatch(/^(\/.+)?$/);
        }
      }
    }
    expect.hasAssertions();
  });

  it('is told by name and refused where it is XML', async (context) => {
    const [newsml] = filesIn(context, 'examples/newsml1-source');
    const [source] = await sourcesIn([newsml!.path], formats.ninjs, { root: newsml!.path, now: () => 0 });
    expect(await source!.read()).toMatchObject({
      faults: [{ detail: 'This is XML and not JSON; NewsML and the like are not read yet.' }],
    });
  });

  it('says the same in 1.6, 2.2 and 3.1', async (context) => {
    const desks = await Promise.all(
      ['1.6', '2.2', '3.1'].map(async (version) => ({
        version,
        desk: await deskOf(await openHouse({ seed: 'none' }), 'chief'),
      })),
    );
    for (const name of [
      '001_simple_example',
      '003_associations_example',
      '005_complex_text_article',
      '007_multimedia',
    ]) {
      const told = await Promise.all(
        desks.map(async ({ version, desk }) => {
          const result = await send(
            desk,
            sharedFile(context, `ninjs/examples/guide-${version}/${name}.json`),
          );
          const { headline, bodyText, rights, bylineText, externalIds } = (
            await desk.send('GET', `/articles/${result.article}?body=text`)
          ).json<Record<string, unknown>>();
          return { headline, bodyText, rights, bylineText, externalIds, notes: detailsOf(result.notes) };
        }),
      );
      expect([name, told[1], told[2]]).toEqual([name, told[0], told[0]]);
    }
  });

  it('is refused, or told of with a note, where IPTC’s own schema refuses it', async (context) => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
    for (const { name, path } of filesIn(context, 'test_suite').filter((one) =>
      one.name.includes('should_fail'),
    )) {
      const { outcome, notes } = await send(desk, path);
      expect(outcome === 'refused' || notes.length > 0, name).toBe(true);
    }
  });
});

/** What of a story may not differ after a journey, but for galleries, which come apart: all but what each house makes itself, and what is told of corrections. */
function comparable(item: any) {
  const { uri: _, altIds: __, version: ___, associations = [], trustIndicators: ____, ...rest } = item;
  return {
    ...rest,
    standard: undefined,
    versionCreated: undefined,
    name: undefined,
    bodies: item.bodies
      .filter(({ contentType }: any) => contentType === 'text/plain')
      .map(({ value }: any) => value.replaceAll('\n\n', '\n')),
    descriptions: item.descriptions?.filter(
      ({ role }: any) => !/correction|update|clarification|refile/.test(role),
    ),
    infoSources: item.infoSources?.map(({ name, role, contactInfo }: any) => ({ name, role, contactInfo })),
    subjects: item.subjects?.map(({ name, rel, uri: code }: any) => ({ name, rel, code })),
    pictures: associations
      .filter(({ type }: any) => type === 'picture')
      .map(({ name, uri, descriptions }: any) => ({ name, uri, descriptions })),
    related: associations
      .filter(({ type }: any) => type === 'text')
      .map(({ rel, uri, headlines }: any) => `${rel}: ${headlines?.[0].value ?? uri}`)
      .sort(),
  };
}

/** A picture as another house has it; who supplied it is not known here. */
function givenSamePicture(
  house: House,
  { id, fields, captions }: Omit<SeedPicture, 'folder'>,
): Promise<string> {
  const { agency: _, ...own } = fields;
  const size = { mimeType: 'image/jpeg', bytes: 100, sha256: 'c0ffee00'.repeat(8), width: 1600, height: 900 };
  const found = {
    ...{ thumbHash: 'L8cNJIZgiWZ1iGd4d2YwYgpVhg==', dominantColour: '#808080' },
    ...{ foundFocalPoint: { x: 50, y: 50 }, metadata: { captions: {} } },
  };
  const said = { ...MediaIn.parse(own), captions: CaptionsIn.parse(captions) };
  return house.play((work) => createMedia(work, { ...size, ...found }, said, { locale: 'en', id }));
}

describe('what this newsroom exports', () => {
  it('comes whole into another: words, credits, rights, sources, sections, topics and translations', async (context) => {
    const [from, to] = [await openHouse(), await openHouse({ seed: 'none' })];
    for (const { id, fields, captions } of newsroom.media)
      await givenSamePicture(to, { id, fields, captions });
    // An item says a name in its own language only.
    for (const { id: _, ...section } of newsroom.sections) if (section.names) await givenSection(to, section);
    for (const { id: _, ...topic } of newsroom.topics) if (topic.names) await givenTopic(to, topic);
    const list = (await from.client.get('/feeds/ninjs.json')).json();
    list.associations = list.associations.filter(({ pubStatus }: any) => pubStatus === 'usable');
    const desk = await deskOf(to, 'admin');
    const answer = await desk.send('POST', '/imports?publish=true&createRecords=true', { body: list });
    const { totals } = answer.json<ImportReport>();
    const count = list.associations.length;
    expect(answer.json<ImportReport>().results.filter(({ errors }) => errors.length > 0)).toEqual([]);
    expect(totals).toMatchObject({ items: count, created: count, refused: 0, published: count });
    const back = (await to.client.get('/feeds/ninjs.json')).json();
    const before = new Map(list.associations.map((one: any) => [one.headlines[0].value, comparable(one)]));
    for (const item of back.associations) {
      const told = comparable(item);
      expect(told).toEqual(before.get(item.headlines[0].value));
    }
    expect(back.associations).toHaveLength(count);
    const again = await desk.send('POST', '/imports?publish=true&createRecords=true', { body: list });
    expect(again.json<ImportReport>().totals).toMatchObject({ unchanged: count, published: 0 });

    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addMetaSchema(JSON.parse(readFileSync(draft7, 'utf8')) as object);
    ajv.addSchema(
      JSON.parse(readFileSync(sharedFile(context, 'ninjs/schemas/GeoJSON-schema.json'), 'utf8')) as object,
      'https://geojson.org/schema/GeoJSON.json',
    );
    const schema = readFileSync(sharedFile(context, 'ninjs/schemas/ninjs-schema_3.1.json'), 'utf8');
    expect(ajv.validate(JSON.parse(schema) as object, back), JSON.stringify(ajv.errors)).toBe(true);
  });
});

const draft7 = new URL('../../../node_modules/ajv/dist/refs/json-schema-draft-07.json', import.meta.url);
