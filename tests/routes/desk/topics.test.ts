import { describe, expect, it } from 'vitest';
import { atDesk } from '../../support/at-desk.ts';
import { givenStory, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';
import { describeRecordType } from './record-type.ts';

describeRecordType({
  kind: 'topic',
  plural: 'topics',
  writer: 'editor',
  notWriter: 'reporter',
  given: givenTopic,
  body: { name: 'Elections' },
  slug: 'elections',
  optional: { description: 'Votes.' },
  story: (slug) => ({ topics: [slug] }),
});

describe('PATCH /v1/desk/topics/{topic}', () => {
  it('shows in every public story at once', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenTopic(house);
    await givenStory(house, { topics: ['nato'] });
    const by = await atDesk(house, 'editor');
    await by.patch('/v1/desk/topics/nato', '"r1"', { name: 'The alliance', slug: 'alliance' });
    expect((await house.client.get('/v1/articles/a-story')).json().topics).toMatchObject([
      { slug: 'alliance', name: 'The alliance' },
    ]);
    await by.patch('/v1/desk/topics/alliance?confirm=true', '"r2"', { hidden: true });
    expect((await house.client.get('/v1/articles/a-story')).json().topics).toEqual([]);
  });

  it('refuses a code that is none of IPTC’s', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenTopic(house);
    const by = await atDesk(house, 'editor');
    const answer = await by.patch('/v1/desk/topics/nato', '"r1"', { mediaTopic: '20000640' });
    expect(answer.statusCode).toBe(400);
    expect(faultsOf(answer.json())).toHaveProperty('/mediaTopic');
  });
});
