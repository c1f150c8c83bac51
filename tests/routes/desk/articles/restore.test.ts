import { describe, expect, it } from 'vitest';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import { eventsOn } from '../../../support/at-desk.ts';
import { deskOf, type Desk } from '../../../support/desk.ts';
import {
  givenAgency,
  givenByline,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
} from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

/** Deletes something that nothing uses any more. */
async function remove(desk: Desk, path: string): Promise<void> {
  const { etag } = (await desk.send('GET', path)).json<{ etag: string }>();
  const answer = await desk.send('DELETE', path, { etag });
  expect([path, answer.statusCode < 300], answer.body).toEqual([path, true]);
}

function image(media: string, key: string) {
  return { _type: 'image' as const, _key: key, media };
}

function linkTo(article: string) {
  return {
    _type: 'block' as const,
    _key: 'b1',
    style: 'normal' as const,
    markDefs: [{ _type: 'articleLink' as const, _key: 'm1', article }],
    children: [{ _type: 'span' as const, _key: 's1', text: 'Elsewhere', marks: ['m1', 'strong'] }],
  };
}

describe('POST /v1/desk/articles/{article}/versions/{version}/restore', () => {
  it('leaves out what is gone, and says so', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    const [agency, byline, section] = [
      await givenAgency(house),
      await givenByline(house),
      await givenSection(house),
    ];
    const [topic, kept] = [await givenTopic(house), await givenTopic(house, { name: 'Kept' })];
    const [picture, shown] = [await givenPicture(house), await givenPicture(house)];
    const { id: other } = await desk.create({ headline: 'Other' });
    const { id: original } = await desk.create({ headline: 'Autre', locale: 'fr' });
    const { id } = await desk.create({
      headline: 'One',
      agency,
      section,
      translationOf: original,
      bylines: [{ byline, role: 'author' }],
      topics: [topic, kept],
      leadMedia: { media: picture },
      placements: [{ media: picture }],
      related: [{ relation: 'background', article: other }],
      attributions: [
        { role: 'supplier', agency },
        { role: 'relayed', name: 'A witness', via: agency },
        { role: 'firstReport', agency, name: 'The paper' },
      ],
      body: [
        linkTo(other),
        image(picture, 'i1'),
        { _type: 'gallery', _key: 'g1', items: [image(picture, 'i2')] },
        { _type: 'gallery', _key: 'g2', items: [image(picture, 'i3'), image(shown, 'i4')] },
      ],
    });
    const nothing = { agency: null, section: null, translationOf: null, leadMedia: null };
    const empty = { bylines: [], topics: [], placements: [], related: [], attributions: [] };
    await desk.patch(id, { ...nothing, ...empty, bodyText: 'Else.' });
    for (const path of [
      `/bylines/${byline}`,
      `/sections/${section}`,
      `/topics/${topic}`,
      `/media/${picture}`,
      `/articles/${other}`,
      `/articles/${original}`,
      `/agencies/${agency}`,
    ])
      await remove(desk, path);

    const answer = await desk.act(id, 'versions/1/restore');
    expect(answer.statusCode, answer.body).toBe(200);
    const back = answer.json<DeskArticle>();
    expect(back).toMatchObject({
      copy: { version: 3 },
      topics: [{ id: kept }],
      bylines: [],
      placements: [],
      related: [],
      attributions: [{ role: 'firstReport', name: 'The paper' }],
      body: [
        { _key: 'b1', markDefs: [], children: [{ text: 'Elsewhere', marks: ['strong'] }] },
        { _key: 'g2', items: [{ media: shown }] },
      ],
    });
    for (const field of ['agency', 'section', 'leadMedia', 'translationOf'])
      expect(back).not.toHaveProperty(field);
    expect(back.notes!.map(({ pointer }) => pointer).toSorted()).toEqual(
      [
        '/agency',
        '/section',
        '/translationOf',
        '/leadMedia',
        '/bylines/0',
        '/topics/0',
        '/placements/0',
        '/related/0',
        '/attributions/0/agency',
        '/attributions/1/via',
        '/attributions/2/agency',
        '/body/0/markDefs/0',
        '/body/1',
        '/body/2/items/0',
        '/body/3/items/0',
      ].toSorted(),
    );
    expect(back.notes).toContainEqual({
      name: 'referenceDropped',
      pointer: '/topics/0',
      detail: `There is no topic "${topic}" any more.`,
    });
    const [event] = await eventsOn(house, id);
    expect(event).toMatchObject({ action: 'article.restored', data: { restored: 1 } });
    expect(event!.data!['leftOut']).toContain(`There is no topic "${topic}" any more.`);
    expect(await desk.read(id)).not.toHaveProperty('notes');
  });

  it('says nothing where nothing is gone', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const topic = await givenTopic(house);
    const { id } = await desk.create({ headline: 'One', topics: [topic] });
    await desk.patch(id, { topics: [] });
    const back = (await desk.act(id, 'versions/1/restore')).json<DeskArticle>();
    expect(back.topics).toMatchObject([{ id: topic }]);
    expect(back).not.toHaveProperty('notes');
  });

  it("keeps what a reporter's version named, also where they may not see it any more", async () => {
    const house = await openHouse({ seed: 'none' });
    const [reporter, editor] = [await deskOf(house, 'reporter'), await deskOf(house, 'editor')];
    const other = await givenStory(house, { headline: 'Other' });
    const { id } = await reporter.create({
      headline: 'Mine',
      related: [{ relation: 'background', article: other }],
    });
    await reporter.patch(id, { related: [] });
    await editor.act(other, 'unpublish', { reason: 'Too early.' });
    const answer = await reporter.act(id, 'versions/1/restore');
    expect([answer.statusCode, answer.json().related]).toEqual([
      200,
      [{ relation: 'background', article: { id: other } }],
    ]);
  });
});
