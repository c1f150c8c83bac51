import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenSection, givenTopic } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

const at = '2026-11-23T13:00:00.000Z';
const said = {
  rule: 'scheduleInVain',
  detail: expect.stringMatching(
    /^Version 1, which is scheduled for 2026-11-23T13:00:00.000Z, will be set aside then: A section that the story is or was in asks for approval/,
  ),
};

/** A scheduled story in a section that asks for nothing, and one that asks for approval. */
async function scheduled() {
  const house = await openHouse({ seed: 'none' });
  await givenSection(house, { name: 'Courts', requiresApproval: true });
  await givenSection(house, { name: 'Weather' });
  const topic = await givenTopic(house, { name: 'Storms' });
  const desk = await deskOf(house, 'admin');
  const { id } = await desk.create({ section: 'weather', topics: [topic] });
  const answer = await desk.act(id, 'schedule', { at });
  expect(answer.json()).not.toHaveProperty('warnings');
  return { house, desk, id, topic };
}

describe('a scheduled story', () => {
  it('that moves to a section which asks for approval says that the schedule is in vain, and it is', async () => {
    const { house, desk, id } = await scheduled();
    const { etag } = await desk.read(id);
    const patch = { section: 'courts' };
    const asked = await desk.send('POST', `/articles/${id}/preflight`, { body: { patch } });
    expect(asked.json().findings).toContainEqual({ ...said, severity: 'warning' });
    const dry = await desk.send('PATCH', `/articles/${id}?dryRun=true`, { etag, body: patch });
    expect(dry.json().warnings).toEqual([said]);
    expect((await desk.patch(id, patch)).json().warnings).toEqual([said]);
    expect((await desk.read(id)).warnings).toEqual([said]);
    const checked = (await desk.send('GET', `/articles/${id}/preflight`)).json();
    expect(checked.findings).toContainEqual({ ...said, severity: 'warning' });
    house.clock.set(at);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
    const after = await desk.read(id);
    expect(after.scheduled).toHaveProperty('failed');
    // What has failed says so itself.
    expect(after).not.toHaveProperty('warnings');
  });

  it('says so no more once it moves back, or is scheduled with an approval', async () => {
    const { house, desk, id } = await scheduled();
    await desk.patch(id, { section: 'courts' });
    expect((await desk.act(id, 'versions/1/restore')).json().warnings).toEqual([said]);
    await desk.act(id, 'submit');
    await (await deskOf(house, 'editor')).act(id, 'approve');
    expect((await desk.act(id, 'schedule', { at })).json()).not.toHaveProperty('warnings');
  });

  it('says so whatever stands in the way: a record that was hidden, a section that begins to ask', async () => {
    const { desk, id, topic } = await scheduled();
    for (const [path, patch, found] of [
      [`topics/${topic}`, { hidden: true }, 'hidden'],
      ['sections/weather', { requiresApproval: true }, 'asks for approval'],
    ] as const) {
      const { etag } = (await desk.send('GET', `/${path}`)).json();
      await desk.send('PATCH', `/${path}?confirm=true`, { etag, body: patch });
      const { warnings = [] } = await desk.read(id);
      expect(warnings.map(({ detail }) => detail).join()).toContain(found);
    }
  });

  it('stays silent while nothing stands in the way, also of a rewrite that has no text', async () => {
    const { desk, id } = await scheduled();
    expect((await desk.patch(id, { bodyText: '' })).json()).not.toHaveProperty('warnings');
  });
});
