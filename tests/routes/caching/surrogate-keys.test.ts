import { describe, expect, it } from 'vitest';
import { consolidateArticle } from '../../../src/desk/release/consolidate.ts';
import { killArticle } from '../../../src/desk/release/kill.ts';
import { expireArticle } from '../../../src/desk/release/expire.ts';
import { scheduleArticle } from '../../../src/desk/release/schedule.ts';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import { withdrawArticle } from '../../../src/desk/release/withdraw.ts';
import { doDueWork } from '../../support/due.ts';
import { isPublicMedia } from '../../../src/edition/media/public.ts';
import { surrogateKeyOf, surrogateKeysOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { agencyType } from '../../../src/library/agencies/record-type.ts';
import { bylineType } from '../../../src/library/bylines/record-type.ts';
import { captionMedia } from '../../../src/library/pictures/records/caption.ts';
import { mergeRecord } from '../../../src/library/records/merge.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { sectionType } from '../../../src/library/sections/record-type.ts';
import { topicType } from '../../../src/library/topics/record-type.ts';
import {
  givenAgency,
  givenAlert,
  givenByline,
  givenCopy,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
  givenUpdate,
} from '../../support/given.ts';
import type { Response } from '../../support/contract-client.ts';
import { openHouse, type House } from '../../support/house.ts';

/** A story with one of everything, and another that names it. */
async function furnished(house: House) {
  const picture = await givenPicture(house, { usableUntil: '2026-11-23T14:00:00Z' });
  const agency = await givenAgency(house, { logo: picture });
  const byline = await givenByline(house, { agency });
  const above = await givenSection(house, { name: 'World' });
  const section = await givenSection(house, { name: 'Asia', parent: above });
  const topic = await givenTopic(house);
  const fields = {
    agency,
    section,
    topics: [topic],
    bylines: [{ byline, role: 'author' as const }],
    leadMedia: { media: picture },
  };
  const id = await givenStory(house, { headline: 'One', ...fields, breakingUntil: '2026-11-23T13:00:00Z' });
  const second = await givenPicture(house);
  const other = await givenStory(house, {
    headline: 'Two',
    leadMedia: { media: second },
    related: [{ relation: 'background', article: id }],
  });
  await givenAlert(house, { headline: 'Read it', article: id, endsAt: '2026-11-23T15:00:00Z' });
  return { picture, second, agency, byline, above, section, topic, fields, id, other };
}

function keysOf({ headers }: Response): string[] {
  return String(headers['surrogate-key']).split(' ');
}

describe('Surrogate-Key', () => {
  it('names a story and everything in it', async () => {
    const house = await openHouse({ seed: 'none' });
    const { id, picture, agency, byline, section, above, topic } = await furnished(house);
    for (const body of ['blocks', 'html']) {
      const keys = keysOf(await house.client.get(`/v1/articles/${id}?body=${body}`));
      expect(keys.sort()).toEqual(
        ['all', ...[id, picture, agency, byline, section, above, topic].map(surrogateKeyOf)].sort(),
      );
    }
  });

  it('names a list by its kind and by all that is in it', async () => {
    const house = await openHouse({ seed: 'none' });
    const { id, other, agency } = await furnished(house);
    expect(keysOf(await house.client.get('/v1/articles'))).toEqual(
      expect.arrayContaining(['articles', ...[id, other].map(surrogateKeyOf)]),
    );
    const agencies = keysOf(await house.client.get('/v1/agencies'));
    expect(agencies).toEqual(expect.arrayContaining(['agencies', surrogateKeyOf(agency)]));
  });

  it('never names what the public may not see', async () => {
    const house = await openHouse({ seed: 'none' });
    const draft = await givenCopy(house, { headline: 'Not yet' });
    const topic = await givenTopic(house);
    const id = await givenStory(house, {
      topics: [topic],
      related: [{ relation: 'background', article: draft }],
    });
    await house.play((work) => patchRecord(work, topicType, topic, { hidden: true }));
    expect(keysOf(await house.client.get(`/v1/articles/${id}`))).toEqual(['all', surrogateKeyOf(id)]);
  });

  it('stays on answers that are ready, and off those that nobody else may keep', async () => {
    const house = await openHouse({ seed: 'none' });
    const { id } = await furnished(house);
    const [made, ready] = [
      await house.client.get(`/v1/articles/${id}`),
      await house.client.get(`/v1/articles/${id}`),
    ];
    expect(keysOf(ready)).toEqual(keysOf(made));
    for (const url of ['/problems', '/health/live'])
      expect((await house.client.get(url)).headers['surrogate-key']).toBeUndefined();
  });

  it('says “many” where more is in it than a header holds', () => {
    const ids = Array.from({ length: 300 }, (_, n) => `article_01g4q22g00e0qt3m8x9c5w${1000 + n}`);
    expect(surrogateKeysOf(JSON.stringify(ids.slice(0, 3)), 'articles')).toBe(
      `all articles ${ids.slice(0, 3).map(surrogateKeyOf).join(' ')}`,
    );
    expect(surrogateKeysOf(JSON.stringify(ids), 'articles')).toBe('all articles many');
    expect(surrogateKeysOf('snake_0case, media_0, x_0'.repeat(3))).toBe('all');
  });
});

describe('a CDN that forgets what the changes name', () => {
  it('never shows anything old, whatever changes', async () => {
    const house = await openHouse({ seed: 'none' });
    const { picture, second, agency, byline, above, section, topic, fields, id, other } =
      await furnished(house);
    const three = await givenStory(house, { headline: 'The same', ...fields });
    const four = await givenStory(house, { headline: 'Forged', ...fields });
    const urls = [
      ...[id, other, three, four, 'one'].map((name) => `/v1/articles/${name}`),
      `/v1/articles/${id}?body=html`,
      `/v1/articles/${other}?include=cards,profiles`,
      ...[id, other].flatMap((name) => [
        `/v1/articles/${name}/ninjs`,
        `/v1/articles/${name}/jsonld`,
        `/v1/articles/${name}/similar`,
        `/oembed?url=${encodeURIComponent(`http://localhost:3000/v1/articles/${name}`)}`,
      ]),
      '/v1',
      '/v1/search?q=one',
      '/v1/search?q=new',
      '/v1/search?q=grey',
      '/feeds/rss.xml',
      '/feeds/atom.xml',
      '/feeds/feed.json',
      `/feeds/topics/${topic}/rss.xml`,
      '/v1/articles',
      '/v1/articles?include=body',
      `/v1/articles?byline=${byline}`,
      `/v1/articles?topic=${topic}`,
      `/v1/articles?section=${above}`,
      '/v1/articles?breaking=true',
      '/v1/corrections',
      '/v1/alerts',
      '/v1/agencies',
      `/v1/agencies/${agency}`,
      '/v1/bylines',
      `/v1/bylines/${byline}`,
      '/v1/sections',
      `/v1/sections/${section}`,
      '/v1/topics',
      `/v1/topics/${topic}`,
      `/v1/media/${picture}`,
      `/v1/media/${second}`,
    ];
    const kept = new Map<string, { keys: string[]; body: string }>();
    let seen = await end();
    let gone = '';

    const changes: Record<string, () => Promise<unknown>> = {
      'a byline is renamed': () =>
        house.play((work) => patchRecord(work, bylineType, byline, { name: 'New' })),
      'an agency is renamed': () =>
        house.play((work) => patchRecord(work, agencyType, agency, { name: 'New' })),
      'a topic is renamed': () => house.play((work) => patchRecord(work, topicType, topic, { name: 'New' })),
      'a section moves': () =>
        house.play((work) => patchRecord(work, sectionType, section, { parent: null })),
      'a section is made': () => givenSection(house, { name: 'Sport' }),
      'a caption is mended': () =>
        house.play((work) =>
          captionMedia(work, picture, 'en', { caption: 'Mended.', altText: 'Grey.' }, isPublicMedia),
        ),
      'a story comes out': () => givenStory(house, { headline: 'Three', ...fields }),
      'a story is corrected': () =>
        givenUpdate(
          house,
          id,
          { headline: 'One', ...fields, standfirst: 'Put right.' },
          { kind: 'correction', text: 'We were wrong.' },
        ),
      'a story comes out with another topic': async () => {
        gone = await givenTopic(house, { name: 'Gone' });
        await givenStory(house, { headline: 'Four', topics: [gone] });
      },
      'that topic is merged': () => house.play((work) => mergeRecord(work, topicType, gone, topic)),
      'an alert starts': () => givenAlert(house, { headline: 'Now' }),
      'the desk writes': () => givenCopy(house, { headline: 'Not yet' }),
      'breaking ends': () => atTime('13:00:00'),
      'rights run out': () => atTime('14:00:00'),
      'an alert ends': () => atTime('15:00:00'),
      'a topic is hidden': () => house.play((work) => patchRecord(work, topicType, topic, { hidden: true })),
      'stories are consolidated': () =>
        house.act(three, (work, story) =>
          consolidateArticle(work, story, { into: id, reason: 'One thing.' }),
        ),
      'a story is killed': () =>
        house.act(four, (work, story) =>
          killArticle(work, story, { reason: 'Forged.', notice: 'It was wrong.' }),
        ),
      'a story is withdrawn': () =>
        house.act(id, (work, story) =>
          withdrawArticle(work, story, { reason: 'Wrong.', notice: 'It was wrong.' }),
        ),
      'a story is unpublished': () =>
        house.act(other, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' })),
      'a story goes out by itself': async () => {
        await house.act(other, (work, story) =>
          scheduleArticle(work, story, { at: house.clock.now() + 1_000 }),
        );
        house.clock.advance(1_000);
        await house.catchUp();
      },
      'a story expires': async () => {
        const at = house.clock.now() + 1_000;
        await house.act(other, (work, story) => expireArticle(work, story, { at, reason: 'Over.' }));
        house.clock.advance(1_000);
        await house.catchUp();
      },
    };

    for (const [what, change] of Object.entries(changes)) {
      for (const url of urls) if (!kept.has(url)) await keep(url);
      const before = new Map(kept);
      await change();
      const named = await namedSince();
      for (const [url, { keys }] of kept) if (keys.some((key) => named.has(key))) kept.delete(url);
      for (const [url, { body }] of kept)
        expect([what, url, body]).toEqual([what, url, (await house.client.get(url)).body]);
      if (what === 'the desk writes') expect(kept).toEqual(before);
      else expect(kept.size, what).toBeLessThan(before.size);
    }

    async function keep(url: string): Promise<void> {
      const answer = await house.client.get(url);
      if (answer.statusCode === 200) kept.set(url, { keys: keysOf(answer), body: answer.body });
    }

    async function atTime(time: string): Promise<void> {
      house.clock.set(`2026-11-23T${time}Z`);
      await house.play(doDueWork);
    }

    async function end(): Promise<string> {
      return (await house.client.get('/v1/changes')).json().page.next;
    }

    async function namedSince(): Promise<Set<string>> {
      const { data, page } = (await house.client.get(`/v1/changes?after=${seen}&limit=100`)).json<{
        data: { surrogateKeys: string[] }[];
        page: { next: string; more: boolean };
      }>();
      expect(page.more).toBe(false);
      seen = page.next;
      return new Set(data.flatMap(({ surrogateKeys }) => surrogateKeys));
    }
  });
});
