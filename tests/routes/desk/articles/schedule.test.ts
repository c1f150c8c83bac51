import { describe, expect, it } from 'vitest';
import { agencyType } from '../../../../src/library/agencies/record-type.ts';
import { patchRecord } from '../../../../src/library/records/patch.ts';
import { actionsOn, publicRevisionOf, eventsOn } from '../../../support/at-desk.ts';
import { deskOf } from '../../../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenSection } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

const one = '2026-11-23T13:00:00.000Z';
const two = '2026-11-23T14:00:00.000Z';
const change = { kind: 'update', text: 'More is known.' };

async function furnished() {
  const house = await openHouse({ seed: 'none' });
  return { house, desk: await deskOf(house, 'chief') };
}

async function statusOf(house: House, id: string): Promise<number> {
  return (await house.client.get(`/v1/articles/${id}`)).statusCode;
}

describe('POST /v1/desk/articles/{article}/schedule', () => {
  it('lets the newest version go out at its moment and not before; what is saved later stays at the desk', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create({ headline: 'First' });
    const answer = await desk.act(id, 'schedule', { at: '2026-11-23T14:00:00+01:00' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      etag: '"r2"',
      scheduled: { version: 1, at: one },
      publication: { state: 'none' },
    });
    await desk.patch(id, { headline: 'Second' });
    house.clock.set('2026-11-23T12:59:59.999Z');
    expect(await statusOf(house, id)).toBe(404);
    house.clock.set(one);
    expect((await house.client.get(`/v1/articles/${id}`)).json()).toMatchObject({
      headline: 'First',
      version: 1,
      publishedAt: one,
      updatedAt: one,
    });
    const after = await desk.read(id);
    expect(after).toMatchObject({ publication: { version: 1 }, hasUnpublishedChanges: true });
    expect(after).not.toHaveProperty('scheduled');
    expect((await eventsOn(house, id))[0]).toMatchObject({
      action: 'article.published',
      by: { name: 'Dateline' },
      toVersion: 1,
      data: { scheduled: { at: one } },
    });
  });

  it('updates a live story, and says then what has changed', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create();
    await desk.act(id, 'publish', {});
    await desk.patch(id, { standfirst: 'Put right.' });
    const bare = await desk.act(id, 'schedule', { at: one });
    expect(faultsOf(bare.json())).toHaveProperty('/change');
    const correction = { kind: 'correction', text: 'We were wrong.', material: true };
    const answer = await desk.act(id, 'schedule', { at: one, change: correction });
    expect(answer.json().scheduled).toEqual({ version: 2, at: one, change: correction });
    expect((await house.client.get('/v1/corrections')).json().data).toEqual([]);
    house.clock.set(one);
    expect((await house.client.get(`/v1/articles/${id}`)).json()).toMatchObject({
      standfirst: 'Put right.',
      updatedAt: one,
      corrections: [{ kind: 'correction', text: 'We were wrong.', material: true, at: one }],
    });
  });

  it('takes the place of an earlier schedule, with what is newest then', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create({ headline: 'First' });
    await desk.act(id, 'schedule', { at: one });
    await desk.patch(id, { headline: 'Second' });
    const moved = await desk.act(id, 'schedule', { at: two });
    expect(moved.json().scheduled).toEqual({ version: 2, at: two });
    expect((await eventsOn(house, id))[0]!.data).toEqual({
      at: two,
      unscheduled: { version: 1, at: one },
    });
    house.clock.set(one);
    expect(await statusOf(house, id)).toBe(404);
    house.clock.set(two);
    expect((await house.client.get(`/v1/articles/${id}`)).json().headline).toBe('Second');
  });

  it('may lie ten years ahead', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create();
    await desk.act(id, 'schedule', { at: '2036-11-23T12:00:00Z' });
    house.clock.set('2036-11-23T11:59:59.999Z');
    expect(await statusOf(house, id)).toBe(404);
    house.clock.set('2036-11-23T12:00:00Z');
    expect(await statusOf(house, id)).toBe(200);
  });

  it('refuses a moment without an offset, and one that is past', async () => {
    const { desk } = await furnished();
    const { id } = await desk.create();
    expect((await desk.act(id, 'schedule', { at: '2026-11-23T13:00:00' })).statusCode).toBe(400);
    expect((await desk.act(id, 'schedule', {})).statusCode).toBe(400);
    for (const at of ['2026-11-23T12:00:00Z', '2020-01-01T00:00:00Z']) {
      const refused = await desk.act(id, 'schedule', { at });
      expect(refused.statusCode).toBe(422);
      expect(faultsOf(refused.json())).toEqual({ '/at': 'at must lie in the future' });
    }
  });

  it('refuses what will stand in the way then, all of it at once', async () => {
    const { house, desk } = await furnished();
    const media = await givenPicture(house, { usableUntil: '2026-11-23T12:30:00Z' });
    const { id } = await desk.create({ body: [], leadMedia: { media } });
    const refused = await desk.act(id, 'schedule', { at: one });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toEqual([
      { rule: 'bodyEmpty', pointer: '/body', detail: 'The story has no text.' },
      {
        rule: 'pictureRightsExpired',
        pointer: '/leadMedia',
        detail: `The rights of ${media} run out at 2026-11-23T12:30:00.000Z.`,
      },
    ]);
    await desk.patch(id, { bodyText: 'Text.' });
    expect((await desk.act(id, 'schedule', { at: '2026-11-23T12:29:59Z' })).statusCode).toBe(200);
  });

  it('refuses a moment before an embargo ends, its own or that of what it translates', async () => {
    const { house, desk } = await furnished();
    const original = await desk.create({ headline: 'Bus' });
    const french = (
      await desk.send('POST', `/articles/${original.id}/translate`, {
        body: { locale: 'fr', headline: 'Le bus' },
      })
    ).json();
    await desk.patch(original.id, { embargoUntil: one });
    for (const id of [original.id, french.id]) {
      const refused = await desk.act(id, 'schedule', { at: '2026-11-23T12:59:59.999Z' });
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ detail: expect.stringContaining(one) });
      expect(refused.json().blockers).toMatchObject([{ rule: 'embargoInForce' }]);
      expect(refused.json().actions).toContain('schedule');
      expect((await desk.read(id)).actions.schedule).toMatchObject({ allowed: true, needs: ['at'] });
      expect((await desk.act(id, 'schedule', { at: one })).statusCode).toBe(200);
    }
    house.clock.set(one);
    for (const id of [original.id, french.id]) expect(await statusOf(house, id)).toBe(200);
  });

  it('keeps an embargo from moving beyond it, and so does that of a translation', async () => {
    const { desk } = await furnished();
    const { id } = await desk.create({ headline: 'Bus' });
    const body = { locale: 'fr', headline: 'Le bus' };
    const french = (await desk.send('POST', `/articles/${id}/translate`, { body })).json();
    await desk.act(french.id, 'schedule', { at: one });
    const beyond = await desk.patch(id, { embargoUntil: two });
    expect(faultsOf(beyond.json())['/embargoUntil']).toContain(`a translation is scheduled for then`);
    await desk.act(french.id, 'unschedule');
    await desk.act(id, 'schedule', { at: one });
    const own = await desk.patch(id, { embargoUntil: two });
    expect(own.statusCode).toBe(422);
    expect(faultsOf(own.json())['/embargoUntil']).toContain(`the story is scheduled for then`);
    expect((await desk.patch(id, { embargoUntil: one })).statusCode).toBe(200);
  });

  it('cools down what was breaking before it went out', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create({ breakingUntil: '2026-11-23T12:30:00Z' });
    const other = await desk.create({ headline: 'Still', breakingUntil: two });
    for (const story of [id, other.id]) await desk.act(story, 'schedule', { at: one });
    house.clock.set(one);
    const { data } = (await house.client.get('/v1/articles?breaking=true')).json();
    expect(data.map((story: { id: string }) => story.id)).toEqual([other.id]);
    expect(await statusOf(house, id)).toBe(200);
    house.clock.set(two);
    expect((await house.client.get('/v1/articles?breaking=true')).json().data).toEqual([]);
  });

  it('changes nothing in public, nor in a dry run at the desk, and is done once for one key', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create();
    const revision = await publicRevisionOf(house);
    const { etag } = await desk.read(id);
    const body = { at: one };
    const dry = await desk.send('POST', `/articles/${id}/schedule?dryRun=true`, { etag, body });
    expect(dry.json().scheduled).toEqual({ version: 1, at: one });
    expect(await desk.read(id)).not.toHaveProperty('scheduled');
    const headers = { 'idempotency-key': 'schedule-1' };
    const [first, second] = [
      await desk.send('POST', `/articles/${id}/schedule`, { etag, body, headers }),
      await desk.send('POST', `/articles/${id}/schedule`, { etag, body, headers }),
    ];
    expect(second.body).toBe(first.body);
    expect(await actionsOn(house, id)).toEqual(['article.created', 'article.scheduled']);
    expect(await publicRevisionOf(house)).toBe(revision);
  });

  it('is for editors, says which state it means, and is not for a story that was deleted', async () => {
    const { house, desk } = await furnished();
    const reporter = await deskOf(house, 'reporter');
    const { id } = await reporter.create();
    for (const action of ['schedule', 'unschedule', 'expire', 'extend'])
      expect((await reporter.act(id, action, { at: one })).statusCode, action).toBe(403);
    const bare = await desk.send('POST', `/articles/${id}/schedule`, { body: { at: one } });
    expect(bare.statusCode).toBe(428);
    const { etag } = await desk.read(id);
    await desk.send('DELETE', `/articles/${id}`, { etag });
    expect((await desk.act(id, 'schedule', { at: one })).statusCode).toBe(409);
  });
});

describe('what only a scheduled version names', () => {
  it('is in use until it has gone out or been taken off the schedule', async () => {
    const { house, desk } = await furnished();
    const byline = await givenByline(house);
    const { id } = await desk.create({ bylines: [{ byline, role: 'author' }] });
    async function uses(): Promise<string[][]> {
      const asked = await desk.send('DELETE', `/bylines/${byline}?dryRun=true`, { etag: '"r1"' });
      if (asked.statusCode === 204) return [];
      expect(asked.statusCode).toBe(409);
      return asked.json<{ usedBy: { states: string[] }[] }>().usedBy.map(({ states }) => states);
    }
    await desk.act(id, 'schedule', { at: one });
    await desk.patch(id, { bylines: [] });
    expect(await uses()).toEqual([['copy']]);
    await desk.act(id, 'unschedule');
    expect(await uses()).toEqual([]);
    await desk.send('POST', `/articles/${id}/versions/1/restore`, { etag: (await desk.read(id)).etag });
    await desk.act(id, 'schedule', { at: one });
    await desk.patch(id, { bylines: [] });
    house.clock.set(one);
    await house.catchUp();
    expect(await uses()).toEqual([['live']]);
    await desk.act(id, 'publish', { change });
    expect(await uses()).toEqual([]);
  });
});

describe('a scheduled version in a section that asks for approval', () => {
  async function approved() {
    const { house, desk } = await furnished();
    await givenSection(house, { name: 'World', requiresApproval: true });
    const reporter = await deskOf(house, 'reporter');
    const { id } = await reporter.create({ headline: 'First', section: 'world' });
    await reporter.act(id, 'submit');
    await desk.act(id, 'approve');
    expect((await desk.act(id, 'schedule', { at: one })).statusCode).toBe(200);
    return { house, desk, reporter, id };
  }

  it('keeps its approval while the desk goes on, and goes out with it', async () => {
    const { house, desk, reporter, id } = await approved();
    await reporter.patch(id, { headline: 'Second' });
    expect((await desk.act(id, 'schedule', { at: two })).statusCode).toBe(422);
    house.clock.set(one);
    expect((await house.client.get(`/v1/articles/${id}`)).json()).toMatchObject({
      headline: 'First',
      version: 1,
    });
    expect(await actionsOn(house, id)).not.toContain('schedule.failed');
  });

  it('does not go out by the approval of a later one', async () => {
    const { house, desk, reporter, id } = await approved();
    await desk.act(id, 'return', { reason: 'Not these words.' });
    await reporter.patch(id, { headline: 'Second' });
    await reporter.act(id, 'submit');
    await desk.act(id, 'approve');
    house.clock.set(one);
    expect(await statusOf(house, id)).toBe(404);
    expect((await desk.read(id)).scheduled?.failed?.faults).toEqual([
      { pointer: '/section', detail: 'The section "World" asks for approval: version 1 has none.' },
    ]);
  });

  it('does not go out once the story was moved there, as it would not by hand', async () => {
    const { house, desk } = await furnished();
    const free = await givenSection(house, { name: 'Weather' });
    const world = await givenSection(house, { name: 'World', requiresApproval: true });
    const { id } = await desk.create({ section: free });
    await desk.act(id, 'schedule', { at: one });
    const editor = await deskOf(house, 'editor');
    expect((await editor.patch(id, { section: world })).statusCode).toBe(200);
    const refused = await desk.act(id, 'publish', { version: 1 });
    expect(refused.statusCode).toBe(422);
    house.clock.set(one);
    expect(await statusOf(house, id)).toBe(404);
    const [{ pointer, detail }] = refused.json().errors;
    expect((await desk.read(id)).scheduled?.failed?.faults).toEqual([{ pointer, detail }]);
    expect(detail).toContain('was moved out of the section "World"');
  });
});

describe('POST /v1/desk/articles/{article}/unschedule', () => {
  it('takes a story off the schedule for good', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create();
    await desk.act(id, 'schedule', { at: one });
    expect((await desk.act(id, 'unschedule')).json()).not.toHaveProperty('scheduled');
    house.clock.set(two);
    expect(await statusOf(house, id)).toBe(404);
    const again = await desk.act(id, 'unschedule');
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({
      detail: 'This story is not scheduled.',
      actions: expect.arrayContaining(['schedule']),
    });
    expect((await eventsOn(house, id))[0]).toMatchObject({
      action: 'article.unscheduled',
      fromVersion: 1,
      data: { unscheduled: { version: 1, at: one } },
    });
  });

  it.each([
    ['publish', { change }],
    ['unpublish', { reason: 'Too early.' }],
    ['withdraw', { reason: 'Doubts.', notice: 'Under review.' }],
    ['expire', { reason: 'Over.' }],
  ])('is done by %s too, and told', async (action, body) => {
    const { house, desk } = await furnished();
    const { id } = await desk.create();
    await desk.act(id, 'publish', {});
    await desk.patch(id, { standfirst: 'More.' });
    await desk.act(id, 'schedule', { at: one, change });
    expect((await desk.act(id, action, body)).json()).not.toHaveProperty('scheduled');
    expect((await eventsOn(house, id))[0]!.data).toMatchObject({ unscheduled: { version: 2, at: one } });
    const before = await statusOf(house, id);
    house.clock.set(two);
    expect(await statusOf(house, id)).toBe(before);
    expect(await actionsOn(house, id)).not.toContain('schedule.failed');
  });

  it('is done by deleting too, and bringing the story back schedules nothing', async () => {
    const { house, desk } = await furnished();
    const { id } = await desk.create();
    await desk.act(id, 'schedule', { at: one });
    const { etag } = await desk.read(id);
    await desk.send('DELETE', `/articles/${id}`, { etag });
    await desk.act(id, 'undelete');
    house.clock.set(two);
    expect(await statusOf(house, id)).toBe(404);
    expect(await desk.read(id)).not.toHaveProperty('scheduled');
  });
});

describe('a story that cannot go out at its moment', () => {
  it('is set aside with all that stood in the way, holds up no other, and goes out when it is scheduled again', async () => {
    const { house, desk } = await furnished();
    const agency = await givenAgency(house);
    const media = await givenPicture(house, { usableUntil: two });
    const failing = await desk.create({ headline: 'Hidden', agency, leadMedia: { media } });
    const other = await desk.create({ headline: 'Other' });
    for (const { id } of [failing, other]) await desk.act(id, 'schedule', { at: one });
    await house.play((work) => patchRecord(work, agencyType, agency, { hidden: true }));
    house.clock.set(one);
    expect(await statusOf(house, other.id)).toBe(200);
    expect(await statusOf(house, failing.id)).toBe(404);

    const faults = [{ pointer: '/agency', detail: 'The agency "Reuters" is hidden.' }];
    expect((await desk.read(failing.id)).scheduled).toEqual({
      version: 1,
      at: one,
      failed: { at: one, faults },
    });
    expect((await eventsOn(house, failing.id))[0]).toMatchObject({
      action: 'schedule.failed',
      by: { name: 'Dateline' },
      data: { at: one, faults },
    });
    expect(house.reported).toMatchObject([{ due: 'schedule', subject: failing.id }]);
    const ready = await house.client.get('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ok', due: { late: 0, setAside: 1 } }]);

    await house.play((work) => patchRecord(work, agencyType, agency, { hidden: false }));
    house.clock.advance(60_000);
    await house.catchUp();
    expect(await statusOf(house, failing.id)).toBe(404);
    await desk.act(failing.id, 'schedule', { at: '2026-11-23T13:30:00Z' });
    expect(await desk.read(failing.id)).not.toHaveProperty('scheduled.failed');
    house.clock.set('2026-11-23T13:30:00Z');
    expect(await statusOf(house, failing.id)).toBe(200);
    expect(await actionsOn(house, failing.id)).toEqual([
      ...['article.created', 'article.scheduled', 'schedule.failed'],
      ...['article.scheduled', 'article.published'],
    ]);
    // It answers with what is known where the database takes its time.
    await expect.poll(async () => (await house.client.get('/health/ready')).json()).toEqual({ status: 'ok' });
  });
});
