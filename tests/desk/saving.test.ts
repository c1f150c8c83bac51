import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createArticle } from '../../src/desk/drafts/create.ts';
import { saveCopy } from '../../src/desk/drafts/save.ts';
import { getArticle } from '../../src/desk/stories/store.ts';
import { articleVersions } from '../../src/desk/stories/table.ts';
import { loadStory } from '../../src/desk/stories/story.ts';
import { publishArticle } from '../../src/desk/release/publish.ts';
import { unpublishArticle } from '../../src/desk/release/unpublish.ts';
import { withdrawArticle } from '../../src/desk/release/withdraw.ts';
import { events } from '../../src/foundation/events/table.ts';
import { givenCopy, givenStory, givenUpdate, storyIn, type StoryFields } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

function rowOf(house: House, id: string) {
  return house.database.read((db) => getArticle(db, id));
}

/** Saves a story anew; gives the number of its newest version. */
async function save(house: House, id: string, fields: StoryFields): Promise<number> {
  const { row } = await house.act(id, (work, story) => saveCopy(work, story, storyIn(fields)));
  return row.copyVersion;
}

describe('saving', () => {
  it('numbers versions 1, 2, 3 without a gap, and keeps each as it was', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house, { bodyText: 'One.' });
    expect(await save(house, id, { bodyText: 'Two.' })).toBe(2);
    await expect(save(house, id, { topics: ['nothing'] })).rejects.toMatchObject({
      problem: 'unknown-reference',
    });
    expect(await save(house, id, { bodyText: 'Three.' })).toBe(3);
    const versions = await house.database.read((db) =>
      db.select().from(articleVersions).where(eq(articleVersions.articleId, id)),
    );
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(
      versions
        .map(({ content }) => JSON.stringify(content.body))
        .map((body) => /One|Two|Three/.exec(body)?.[0]),
    ).toEqual(['One', 'Two', 'Three']);
  });

  it('makes no version of what is the same', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house, { bodyText: 'One.' });
    const before = await rowOf(house, id);
    expect(await save(house, id, { bodyText: 'One.' })).toBe(1);
    expect(await rowOf(house, id)).toEqual(before);
  });

  it('keeps the keys of paragraphs that stay', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { bodyText: 'First paragraph.\n\nSecond paragraph.' });
    async function keys(): Promise<string[]> {
      return (await house.client.get('/v1/articles/a-story')).json().body.map((block: any) => block._key);
    }
    const before = await keys();
    await givenUpdate(house, id, { bodyText: 'A new start.\n\nFirst paragraph.\n\nSecond paragraph.' });
    expect((await keys()).slice(1)).toEqual(before);
  });

  it('keeps a story in its language', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house);
    await expect(save(house, id, { locale: 'ja' })).rejects.toMatchObject({
      problem: 'rule-unmet',
      faults: [{ pointer: '/locale' }],
    });
  });

  it('names every reference that leads nowhere', async () => {
    const house = await openHouse({ seed: 'none' });
    const creating = givenCopy(house, {
      bylines: [{ byline: 'nobody', role: 'author' }],
      agency: 'none',
      section: 'moon',
      topics: ['mars', 'venus'],
      leadMedia: { media: 'media_01g4pyc6wje2v8w3tbgj7dq5kz' },
      related: [{ relation: 'background', article: 'nothing' }],
      attributions: [{ role: 'relayed', via: 'unknown' }],
      translationOf: 'never',
    });
    const problem: any = await creating.catch((error: unknown) => error);
    expect(problem).toMatchObject({ problem: 'unknown-reference' });
    expect(problem.faults.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/agency',
      '/attributions/0/via',
      '/bylines/0/byline',
      '/leadMedia/media',
      '/related/0/article',
      '/section',
      '/topics/0',
      '/topics/1',
      '/translationOf',
    ]);
    expect((await house.database.read((db) => db.select().from(articleVersions))).length).toBe(0);
  });

  it('gives an external id to one story only', async () => {
    const house = await openHouse({ seed: 'none' });
    const externalIds = [{ scheme: 'voa', value: '1' }];
    await givenCopy(house, { externalIds });
    await expect(givenCopy(house, { externalIds })).rejects.toMatchObject({ problem: 'conflict' });
    await givenCopy(house, { externalIds: [{ scheme: 'ap', value: '1' }] });
  });

  it('lets an external id go that a story names no longer, and keeps the others', async () => {
    const house = await openHouse({ seed: 'none' });
    const [voa, ap] = [
      { scheme: 'voa', value: '1' },
      { scheme: 'ap', value: '1' },
    ];
    const id = await givenCopy(house, { externalIds: [voa, ap] });
    await save(house, id, { externalIds: [ap] });
    await givenCopy(house, { externalIds: [voa] });
    await expect(givenCopy(house, { externalIds: [ap] })).rejects.toMatchObject({ problem: 'conflict' });
  });
});

describe('slugs', () => {
  it('come from the headline, and get a number when they are taken', async () => {
    const house = await openHouse({ seed: 'none' });
    const slugs: string[] = [];
    for (let n = 0; n < 3; n += 1)
      slugs.push((await rowOf(house, await givenCopy(house, { headline: 'Kishida’s Summit' }))).slug);
    expect(slugs).toEqual(['kishidas-summit', 'kishidas-summit-2', 'kishidas-summit-3']);
  });

  it('come from the id where the headline has no ASCII letters', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house, { headline: '岸田首相', locale: 'ja' });
    expect((await rowOf(house, id)).slug).toBe(`story-${id.slice(-8)}`);
  });

  it('are reserved by a draft, and stay with the story that once had them', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house, { slug: 'first' });
    await save(house, id, { slug: 'second' });
    for (const slug of ['first', 'second'])
      await expect(givenCopy(house, { slug })).rejects.toMatchObject({ problem: 'conflict' });
    expect(await save(house, id, { slug: 'first' })).toBe(3);
    await givenCopy(house, { slug: 'first', locale: 'ja' });
  });

  it('move with the headline that they were made from, until the story is first public', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenCopy(house, { headline: 'After' });
    const id = await givenCopy(house, { headline: 'Before' });
    await save(house, id, { headline: 'After' });
    expect((await rowOf(house, id)).slug).toBe('after-2');
    await save(house, id, { headline: 'Long after' });
    expect((await rowOf(house, id)).slug).toBe('long-after');
    await house.play(async (work) => publishArticle(work, await loadStory(work.tx, id)));
    await save(house, id, { headline: 'Never' });
    expect((await rowOf(house, id)).slug).toBe('long-after');
  });

  it('stay where an editor set one', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const slug of ['buses', 'before']) {
      const id = await givenCopy(house, { headline: 'Before', slug });
      await save(house, id, { headline: 'After' });
      expect((await rowOf(house, id)).slug).toBe(slug);
    }
  });
});

describe('every verb of the desk', () => {
  it('records what happened, by whom, from which version to which', async () => {
    const house = await openHouse({ seed: 'none' });
    const made = await house.play((work) => createArticle(work, storyIn(), { defaultLocale: 'en' }));
    const { id } = made.row;
    const { publishArticle } = await import('../../src/desk/release/publish.ts');
    await house.act(id, publishArticle);
    await givenUpdate(house, id, { bodyText: 'New.' });
    await house.act(id, (work, story) =>
      withdrawArticle(work, story, { reason: 'Doubts.', notice: 'Under review.' }),
    );
    await givenUpdate(house, id, { bodyText: 'Checked.' });
    await house.act(id, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    const told = await house.database.read((db) =>
      db.select().from(events).where(eq(events.subject, id)).orderBy(events.seq),
    );
    expect(
      told.map(({ action, fromVersion, toVersion, reason }) => [action, fromVersion, toVersion, reason]),
    ).toEqual([
      ['article.created', null, 1, null],
      ['article.published', null, 1, null],
      ['article.saved', 1, 2, null],
      ['article.published', 1, 2, null],
      ['article.withdrawn', 2, null, 'Doubts.'],
      ['article.saved', 2, 3, null],
      ['article.published', 2, 3, null],
      ['article.unpublished', 3, null, 'Too early.'],
    ]);
    expect(new Set(told.map(({ actor, at }) => `${actor} ${at}`)).size).toBe(1);
  });
});
