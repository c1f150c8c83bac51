import { describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { actors } from '../../../../src/access/table.ts';
import { putApproval } from '../../../../src/desk/stories/approval.ts';
import { issueKey } from '../../../../src/access/issue-key.ts';
import { actionsOn, changesOn } from '../../../support/at-desk.ts';
import { deskOf, deskWith, type Desk } from '../../../support/desk.ts';
import { givenSection } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

/** A newsroom with a reporter, two editors and no story. */
async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const reporter = await deskOf(house, 'reporter');
  const editor = await deskOf(house, 'editor');
  const other = await deskOf(house, 'editor');
  return { house, reporter, editor, other };
}

async function stateOf(desk: Desk, id: string): Promise<string> {
  return (await desk.read(id)).copy.state;
}

describe('POST /v1/desk/articles/{article}/submit, approve and return', () => {
  it('bring a copy from draft to review to approved, and back with a reason', async () => {
    const { house, reporter, editor } = await newsroom();
    const { id } = await reporter.create();
    const submitted = await reporter.act(id, 'submit');
    expect(submitted.json()).toMatchObject({ copy: { version: 1, state: 'review' }, etag: '"r2"' });
    expect((await editor.send('GET', '/articles?state=review')).json().data).toMatchObject([{ id }]);
    expect((await editor.act(id, 'return', { reason: 'Who says so?' })).json().copy.state).toBe('draft');
    await reporter.act(id, 'submit');
    expect((await editor.act(id, 'approve')).json().copy).toEqual({ version: 1, state: 'approved' });
    expect((await editor.send('GET', '/articles?state=approved')).json().data).toMatchObject([{ id }]);
    expect((await editor.send('GET', '/articles?state=review')).json().data).toEqual([]);
    expect((await editor.act(id, 'return', { reason: 'On second thoughts.' })).json().copy.state).toBe(
      'draft',
    );

    expect(await actionsOn(house, id)).toEqual([
      'article.created',
      'article.submitted',
      'article.returned',
      'article.submitted',
      'article.approved',
      'article.returned',
    ]);
    const { data } = (await editor.send('GET', `/articles/${id}/history`)).json();
    expect(data[0]).toMatchObject({
      reason: 'On second thoughts.',
      fromVersion: 1,
      data: { from: 'approved' },
    });
    expect(await changesOn(house, id)).toEqual([]);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
  });

  it('are refused where they may not follow, with those that may', async () => {
    const { reporter, editor } = await newsroom();
    const { id } = await reporter.create();
    const early = await editor.act(id, 'approve');
    expect(early.statusCode).toBe(409);
    expect(early.json().actions).toEqual([
      'edit',
      'submit',
      'publish',
      'schedule',
      'expire',
      'delete',
      'restore',
      'translate',
      'duplicate',
    ]);
    expect((await editor.act(id, 'return', { reason: 'R.' })).statusCode).toBe(409);
    await reporter.act(id, 'submit');
    expect((await reporter.act(id, 'submit')).json().actions).toEqual([
      'edit',
      'return',
      'delete',
      'restore',
      'translate',
      'duplicate',
    ]);
    expect((await editor.act(id, 'return')).statusCode).toBe(400);
    expect((await editor.act(id, 'return', { reason: ' ' })).statusCode).toBe(400);
    expect((await editor.send('POST', `/articles/${id}/approve`)).statusCode).toBe(428);
    expect((await editor.send('POST', `/articles/${id}/approve`, { etag: '"r1"' })).statusCode).toBe(412);
    expect((await reporter.act(id, 'approve')).json()).toMatchObject({
      status: 403,
      scope: 'articles:approve',
    });
  });

  it('let reporters take back what is in review, and not what was approved', async () => {
    const { reporter, editor } = await newsroom();
    const { id } = await reporter.create();
    await reporter.act(id, 'submit');
    expect((await reporter.act(id, 'return', { reason: 'A mistake.' })).statusCode).toBe(200);
    await reporter.act(id, 'submit');
    await editor.act(id, 'approve');
    const refused = await reporter.act(id, 'return', { reason: 'A mistake.' });
    expect(refused.json()).toMatchObject({ status: 403, scope: 'articles:approve', role: 'editor' });
    expect((await reporter.read(id)).actions.return.allowed).toBe(false);
    const stranger = await deskOf((await newsroom()).house, 'reporter');
    expect((await stranger.send('POST', `/articles/${id}/submit`, { etag: '"r1"' })).statusCode).toBe(404);
  });
});

describe('an edit', () => {
  it('keeps a copy in review, sends an approved one back there, and after publication starts a draft', async () => {
    const { reporter, editor, other } = await newsroom();
    const { id } = await reporter.create();
    await reporter.act(id, 'submit');
    await reporter.patch(id, { kicker: 'One' });
    expect(await stateOf(editor, id)).toBe('review');
    await editor.act(id, 'approve');
    // What changes nothing takes nothing back.
    await reporter.patch(id, { kicker: 'One' });
    expect(await stateOf(editor, id)).toBe('approved');
    await reporter.patch(id, { kicker: 'Two' });
    expect(await stateOf(editor, id)).toBe('review');
    await editor.act(id, 'approve');
    await other.act(id, 'publish', {});
    expect(await stateOf(editor, id)).toBe('approved');
    await reporter.patch(id, { kicker: 'Three' });
    expect(await stateOf(editor, id)).toBe('draft');
  });

  it('in the middle of a review ends with the review when it is published as it is', async () => {
    const { editor } = await newsroom();
    const { id } = await editor.create();
    await editor.act(id, 'submit');
    expect((await editor.act(id, 'publish', {})).json().copy.state).toBe('draft');
  });
});

describe('four eyes', () => {
  it('let nobody approve their own words, with whatever key', async () => {
    const { house, editor, other } = await newsroom();
    const { id, createdBy } = await editor.create();
    await editor.act(id, 'submit');
    const own = await editor.act(id, 'approve');
    expect(own.statusCode).toBe(409);
    expect(own.json().actions).not.toContain('approve');
    const { secret } = await house.play((work) =>
      issueKey(work, { name: 'Another key', role: 'admin', actor: createdBy.id }),
    );
    const headers = { authorization: `Bearer ${secret}` };
    const { etag } = await editor.read(id);
    expect((await editor.send('POST', `/articles/${id}/approve`, { etag, headers })).statusCode).toBe(409);
    expect((await editor.read(id)).actions.approve).toEqual({
      allowed: false,
      reason: 'You wrote this copy or some of it: somebody else has to approve it.',
    });
    expect((await other.act(id, 'approve')).statusCode).toBe(200);
  });

  it('are for people: no key of a service approves, whatever its role', async () => {
    const { house, reporter, editor } = await newsroom();
    const section = await givenSection(house, { requiresApproval: true });
    const { id } = await reporter.create({ section });
    await reporter.act(id, 'submit');
    const { secret } = await house.play((work) =>
      issueKey(work, { name: 'Robot', role: 'admin', actor: { name: 'Robot', kind: 'service' } }),
    );
    const robot = deskWith(house, { authorization: `Bearer ${secret}` });
    const reason = 'Only a person can approve a copy; this is the key of a service.';
    const refused = await robot.act(id, 'approve');
    expect([refused.statusCode, refused.json().detail]).toEqual([409, reason]);
    expect((await robot.read(id)).actions.approve).toEqual({ allowed: false, reason });
    // One that stands from before does not count.
    await house.play(async (work) => {
      const [{ id: actor } = { id: '' }] = await work.tx
        .select({ id: actors.id })
        .from(actors)
        .where(eq(actors.kind, 'service'));
      await putApproval(work.tx, { articleId: id, version: 1, actor, at: work.now });
    });
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(422);
    expect((await editor.act(id, 'approve')).statusCode).toBe(200);
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(200);
  });

  it('count everyone who wrote since the last approval or publication, and nobody before', async () => {
    const { reporter, editor, other } = await newsroom();
    const { id } = await reporter.create();
    await editor.patch(id, { kicker: 'Mended' });
    await reporter.patch(id, { standfirst: 'Last word.' });
    await reporter.act(id, 'submit');
    expect((await editor.act(id, 'approve')).statusCode).toBe(409);
    expect((await other.act(id, 'approve')).statusCode).toBe(200);
    // A new round: what the editor wrote before has been answered for.
    await reporter.patch(id, { standfirst: 'The very last word.' });
    expect((await editor.act(id, 'approve')).statusCode).toBe(200);
    await other.act(id, 'publish', {});
    await other.patch(id, { kicker: 'Mine' });
    await other.act(id, 'submit');
    expect((await other.act(id, 'approve')).statusCode).toBe(409);
    expect((await editor.act(id, 'approve')).statusCode).toBe(200);
  });

  it('look at the words that are out too, when these go into review as they are', async () => {
    const { editor, other } = await newsroom();
    const { id } = await editor.create();
    await editor.act(id, 'publish', {});
    await editor.act(id, 'submit');
    expect((await editor.act(id, 'approve')).statusCode).toBe(409);
    expect((await other.act(id, 'approve')).statusCode).toBe(200);
  });
});

describe('a section that asks for approval', () => {
  async function strict(house: House): Promise<void> {
    await givenSection(house, { name: 'World', requiresApproval: true });
    await givenSection(house, { name: 'Asia', parent: 'world' });
    await givenSection(house, { name: 'Sport' });
  }

  it('lets nothing out that another has not approved, nor what is below it', async () => {
    const { house, reporter, editor, other } = await newsroom();
    await strict(house);
    for (const section of ['world', 'asia']) {
      const { id } = await reporter.create({ section });
      const refused = await editor.act(id, 'publish', {});
      expect(refused.statusCode).toBe(422);
      expect(faultsOf(refused.json())).toEqual({
        '/section': 'The section "World" asks for approval: version 1 has none.',
      });
      expect((await editor.read(id)).actions.publish).toMatchObject({
        allowed: false,
        blockers: [{ pointer: '/section' }],
      });
      expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
      await reporter.act(id, 'submit');
      expect((await editor.act(id, 'publish', {})).statusCode).toBe(422);
      await editor.act(id, 'approve');
      expect((await editor.read(id)).actions.publish).toEqual({ allowed: true, blockers: [] });
      // Approved is that version alone.
      await other.patch(id, { kicker: 'One word more' });
      expect((await other.act(id, 'publish', {})).statusCode).toBe(422);
      await editor.act(id, 'approve');
      expect((await editor.act(id, 'publish', {})).statusCode).toBe(200);
      expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(200);
    }
    const free = await reporter.create({ section: 'sport' });
    expect((await editor.act(free.id, 'publish', {})).statusCode).toBe(200);
  });

  it('forgets an approval that is taken back', async () => {
    const { house, reporter, editor } = await newsroom();
    await strict(house);
    const { id } = await reporter.create({ section: 'world' });
    await reporter.act(id, 'submit');
    await editor.act(id, 'approve');
    await editor.act(id, 'return', { reason: 'No.' });
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(422);
    await reporter.act(id, 'submit');
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(422);
  });

  it('is set by an admin, unseen by the public, to which nothing moves', async () => {
    const house = await openHouse({ seed: 'none' });
    const admin = await deskOf(house, 'admin');
    const section = await givenSection(house, { name: 'World' });
    const { id } = await admin.create({ section: 'world' });
    await admin.act(id, 'publish', {});
    const urls = ['/v1/sections', '/v1/sections/world', `/v1/articles/${id}`, '/v1/articles'];
    const before = await Promise.all(urls.map((url) => house.client.get(url)));
    house.clock.advance(60_000);
    const body = { requiresApproval: true };
    const patched = await admin.send('PATCH', `/sections/${section}`, { etag: '"r1"', body });
    expect(patched.json()).toMatchObject({ requiresApproval: true, etag: '"r2"' });
    for (const [index, url] of urls.entries()) {
      const { body: text, headers } = await house.client.get(url);
      expect(text).not.toContain('requiresApproval');
      expect(text).toBe(before[index]!.body);
      for (const name of ['etag', 'last-modified'])
        expect(headers[name], url).toBe(before[index]!.headers[name]);
    }
    const off = await admin.send('PATCH', `/sections/${section}`, {
      etag: '"r2"',
      body: { requiresApproval: null },
    });
    expect(off.json().requiresApproval).toBe(false);
  });
});
