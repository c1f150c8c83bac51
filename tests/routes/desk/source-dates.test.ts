import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

const item = {
  ...{ uri: 'tag:archive.example,1963:1', type: 'text', version: '1', language: 'en' },
  firstCreated: '1963-11-22T18:40:00Z',
  versionCreated: '1963-11-23T09:00:00Z',
  headlines: [{ role: 'main', value: 'The President Is Dead' }],
  bodies: [{ role: 'main', contentType: 'text/html', value: '<p>He was shot in Dallas.</p>' }],
};
const at = '1963-11-22T18:40:00.000Z';

async function sendOne(desk: Desk, body: unknown, query = '') {
  const answer = await desk.send('POST', `/imports${query}`, { body });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<ImportReport>().results[0]!;
}

async function openDesks() {
  const house = await openHouse({ seed: 'none' });
  const [chief, editor] = [await deskOf(house, 'chief'), await deskOf(house, 'editor')];
  return { house, chief, editor };
}

describe('the date that a story has at its source', () => {
  it('is kept by an import, and used when somebody publishes who may backdate', async () => {
    const { house, chief, editor } = await openDesks();
    const { article, notes } = await sendOne(editor, item);
    expect(notes).toEqual([]);
    expect((await chief.read(article!)).sourcePublishedAt).toBe(at);
    await chief.act(article!, 'publish', {});
    const shown = (await house.client.get(`/v1/articles/${article}`)).json();
    expect(shown).toMatchObject({ publishedAt: at, updatedAt: at });
    expect(shown).not.toHaveProperty('sourcePublishedAt');
  });

  it('is noted as unused where it is still to come when an import publishes', async () => {
    const { house, chief } = await openDesks();
    const firstCreated = '2039-01-01T00:00:00Z';
    const { article, published, notes } = await sendOne(chief, { ...item, firstCreated }, '?publish=true');
    expect(published).toBe(true);
    expect(notes).toEqual([
      {
        name: 'timeUnused',
        detail: 'It is dated today and not 2039-01-01T00:00:00.000Z: that is still to come.',
      },
    ]);
    const shown = (await house.client.get(`/v1/articles/${article}`)).json();
    expect(shown.publishedAt).toBe('2026-11-23T12:00:00.000Z');
  });

  it('is not used without the scope, nor where another date is given', async () => {
    const { house, chief, editor } = await openDesks();
    const [one, two] = [await sendOne(chief, item), await sendOne(chief, { ...item, uri: 'tag:2' })];
    await editor.act(one.article!, 'publish', {});
    await chief.act(two.article!, 'publish', { publishedAt: '1964-01-01T00:00:00Z' });
    const dates = await Promise.all(
      [one, two].map(
        async ({ article }) => (await house.client.get(`/v1/articles/${article}`)).json().publishedAt,
      ),
    );
    expect(dates).toEqual(['2026-11-23T12:00:00.000Z', '1964-01-01T00:00:00.000Z']);
  });

  it('is told of before publishing', async () => {
    const { chief } = await openDesks();
    const { article } = await sendOne(chief, item);
    const { findings } = (await chief.send('POST', `/articles/${article}/preflight`, { body: {} })).json();
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'sourceDate', severity: 'warning', pointer: '/sourcePublishedAt' }),
    );
  });

  it('is the earliest that its source gave, where a later version names only its own', async () => {
    const { chief } = await openDesks();
    const { firstCreated: _, ...timed } = item;
    const { article } = await sendOne(chief, timed);
    await sendOne(chief, { ...timed, version: '2', versionCreated: '1963-11-30T00:00:00Z', slugline: 'JFK' });
    expect(await chief.read(article!)).toMatchObject({
      slugline: 'JFK',
      sourcePublishedAt: '1963-11-23T09:00:00.000Z',
    });
  });

  it('is set and changed by who may backdate alone', async () => {
    const { chief, editor } = await openDesks();
    const fields = { headline: 'H', bodyText: 'T.', sourcePublishedAt: at };
    expect((await editor.send('POST', '/articles', { body: fields })).json()).toMatchObject({
      ...{ status: 403, scope: 'articles:backdate' },
    });
    const { id } = (await chief.send('POST', '/articles', { body: fields })).json();
    expect(await chief.read(id)).toMatchObject({ sourcePublishedAt: at });
    for (const sourcePublishedAt of [null, '1970-01-01T00:00:00Z'])
      expect((await editor.patch(id, { sourcePublishedAt })).statusCode).toBe(403);
    expect((await editor.patch(id, { slugline: 'S' })).statusCode).toBe(200);
    expect((await chief.patch(id, { sourcePublishedAt: null })).statusCode).toBe(200);
    expect(await chief.read(id)).not.toHaveProperty('sourcePublishedAt');
    const put = { headline: 'H', bodyText: 'T.', sourcePublishedAt: at };
    expect((await editor.send('PUT', '/external-ids/x/1', { body: put })).statusCode).toBe(403);
    expect((await chief.send('PUT', '/external-ids/x/1', { body: put })).statusCode).toBe(201);
  });

  it('comes along with a version of its source that an editor accepts', async () => {
    const { chief, editor } = await openDesks();
    const { firstCreated: _, versionCreated: __, ...undated } = item;
    const { article } = await sendOne(chief, undated);
    await editor.patch(article!, { slugline: 'JFK' });
    const { incoming, outcome } = await sendOne(chief, { ...item, version: '2' });
    expect(outcome).toBe('waiting');
    const { etag } = (await editor.send('GET', `/articles/${article}`)).json();
    const accepted = await editor.send('POST', `/incoming/${incoming}/accept`, { etag, body: {} });
    expect(accepted.statusCode, accepted.body).toBe(200);
    expect((await chief.read(article!)).sourcePublishedAt).toBe(at);
  });

  it('stays with the story: not with its duplicate or translation', async () => {
    const { chief } = await openDesks();
    const { article } = await sendOne(chief, item);
    const copy = (await chief.act(article!, 'duplicate', {})).json();
    const translation = (await chief.act(article!, 'translate', { locale: 'fr' })).json();
    for (const { id } of [copy, translation])
      expect(await chief.read(id)).not.toHaveProperty('sourcePublishedAt');
  });
});

describe('a time without an offset', () => {
  it('is noted and unused, and the story stays a draft', async () => {
    const { chief } = await openDesks();
    const unclear = { ...item, firstCreated: '1963-11-22T18:40:00', versionCreated: '1963-11-23T09:00:00' };
    const result = await sendOne(chief, unclear, '?publish=true');
    expect(result).toMatchObject({ outcome: 'created', published: false });
    expect(result.notes).toEqual([
      {
        name: 'timeUnused',
        detail:
          '"1963-11-22T18:40:00" is no time with its offset, like 2022-06-04T12:00:00Z: it is not used.',
        pointer: '/firstCreated',
      },
      {
        name: 'timeUnused',
        detail:
          '"1963-11-23T09:00:00" is no time with its offset, like 2022-06-04T12:00:00Z: it is not used.',
        pointer: '/versionCreated',
      },
      {
        name: 'notPublished',
        detail:
          'Not published: a time of its source has no offset, so that nobody knows when it was published.',
      },
    ]);
    expect(await chief.read(result.article!)).not.toHaveProperty('sourcePublishedAt');
  });

  it('is a day alone: its midnight in UTC, with a note', async () => {
    const { chief } = await openDesks();
    const { article, notes } = await sendOne(chief, { ...item, firstCreated: '1963-11-22' });
    expect(notes).toMatchObject([{ name: 'fieldChanged', pointer: '/firstCreated' }]);
    expect((await chief.read(article!)).sourcePublishedAt).toBe('1963-11-22T00:00:00.000Z');
  });
});
