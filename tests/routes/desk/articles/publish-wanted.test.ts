import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../../src/access/issue-key.ts';
import { actionsOn, publicRevisionOf } from '../../../support/at-desk.ts';
import { deskOf, deskWith } from '../../../support/desk.ts';
import { givenPicture, givenSection, givenTopic } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';

const change = { kind: 'correction', text: 'It was wrong.' };

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  return { house, desk: await deskOf(house, 'editor') };
}

async function publicHeadline(house: House, id: string) {
  const answer = await house.client.get(`/v1/articles/${id}`);
  return answer.statusCode === 200 ? answer.json<{ headline: string }>().headline : answer.statusCode;
}

describe('publish { patch }', () => {
  it('saves and publishes in one step, under one If-Match', async () => {
    const { house, desk } = await newsroom();
    const { id, etag } = await desk.create({ headline: 'One' });
    const body = { patch: { headline: 'Two', note: 'Corrected.' } };
    const answer = await desk.send('POST', `/articles/${id}/publish`, { etag, body });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      headline: 'Two',
      copy: { version: 2, state: 'draft' },
      publication: { state: 'live', version: 2 },
      hasUnpublishedChanges: false,
    });
    expect(await publicHeadline(house, id)).toBe('Two');
    expect(await actionsOn(house, id)).toEqual(['article.created', 'article.saved', 'article.published']);
    const stale = await desk.send('POST', `/articles/${id}/publish`, { etag, body: { ...body, change } });
    expect(stale.statusCode).toBe(412);
  });

  it('saves nothing where publishing is refused, and places the faults of the patch below it', async () => {
    const { house, desk } = await newsroom();
    const { id } = await desk.create({ headline: 'One' });
    const media = await givenPicture(house, { captions: { en: { caption: 'A lectern.' } } });
    const faults = [
      [{ leadMedia: { media } }, 422, '/leadMedia'],
      [{ section: 'nowhere' }, 422, '/patch/section'],
      [{ locale: 'fr' }, 422, '/patch/locale'],
      [{ headline: 7 }, 400, '/patch/headline'],
      [{ colour: 'red' }, 400, '/patch/colour'],
      [{ note: 'For nothing.' }, 422, '/patch/note'],
    ] as const;
    for (const [patch, status, pointer] of faults) {
      const refused = await desk.act(id, 'publish', { patch });
      expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([status, pointer]);
    }
    const both = await desk.act(id, 'publish', { patch: {}, version: 1 });
    expect(both.json().errors).toEqual([
      {
        pointer: '/version',
        detail: 'version must not be sent with patch: what is patched is a new version',
      },
    ]);
    const held = await desk.act(id, 'publish', { patch: { embargoUntil: '2026-12-01T00:00:00Z' } });
    expect(held.statusCode).toBe(409);
    expect((await desk.read(id)).copy.version).toBe(1);
  });

  it('is refused where the section asks for an approval, which a new version cannot have', async () => {
    const { house, desk } = await newsroom();
    const section = await givenSection(house, { requiresApproval: true });
    const { id } = await desk.create({ section });
    for (const [action, body] of [
      ['publish', {}],
      ['schedule', { at: '2026-11-23T13:00:00Z' }],
    ] as const) {
      const refused = await desk.act(id, action, { ...body, patch: { headline: 'Two' } });
      expect(refused.json().errors).toMatchObject([{ rule: 'approvalMissing', pointer: '/section' }]);
    }
  });

  it('is checked without being saved, by dryRun and by preflight', async () => {
    const { house, desk } = await newsroom();
    const { id } = await desk.create({ headline: 'One' });
    const rehearsed = await desk.act(id, 'publish?dryRun=true', { patch: { headline: 'Two' } });
    expect(rehearsed.json()).toMatchObject({ publication: { state: 'live', version: 2 } });
    const checked = await desk.send('POST', `/articles/${id}/preflight`, {
      body: { patch: { body: null, dateline: { text: 'X', date: '2020-01-01' } } },
    });
    expect(checked.json()).toMatchObject({ version: 2, ready: false });
    const rules = checked.json<{ findings: { rule: string }[] }>().findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['bodyEmpty', 'datelineDateDistant']));
    expect((await desk.read(id)).copy.version).toBe(1);
    expect(await publicHeadline(house, id)).toBe(404);
  });
});

describe('POST /v1/desk/articles with publish', () => {
  it('creates a live story for those who may', async () => {
    const { house, desk } = await newsroom();
    const body = { headline: 'Now', bodyText: 'One paragraph.', publish: {} };
    const made = await desk.send('POST', '/articles', { body });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ publication: { state: 'live', version: 1 } });
    expect(await publicHeadline(house, made.json().id)).toBe('Now');
    const chief = await deskOf(house, 'chief');
    const old = { ...body, headline: 'Then', publish: { publishedAt: '1990-06-04T12:00:00Z' } };
    expect((await desk.send('POST', '/articles', { body: old })).json().scope).toBe('articles:backdate');
    const dated = (await chief.send('POST', '/articles', { body: old })).json();
    expect(dated.publication.publishedAt).toBe('1990-06-04T12:00:00.000Z');
  });

  it('creates nothing for others, nor of what cannot be published', async () => {
    const { house, desk } = await newsroom();
    const reporter = await deskOf(house, 'reporter');
    const body = { headline: 'Now', bodyText: 'One paragraph.', publish: {} };
    expect((await reporter.send('POST', '/articles', { body })).json().scope).toBe('articles:publish');
    const empty = await desk.send('POST', '/articles', { body: { headline: 'Now', publish: {} } });
    expect([empty.statusCode, empty.json().errors[0].rule]).toEqual([422, 'bodyEmpty']);
    const checked = await desk.send('POST', '/preflight', { body: { headline: 'Now' } });
    expect(checked.json()).toMatchObject({ version: 1, ready: false });
    expect(checked.json().findings[0].rule).toBe('bodyEmpty');
    await desk.send('POST', '/articles?dryRun=true', { body });
    expect((await desk.send('GET', '/articles')).json().data).toEqual([]);
  });
});

describe('publish and schedule { version }', () => {
  it('publishes an older version than the newest, which stays', async () => {
    const { house, desk } = await newsroom();
    const topic = await givenTopic(house);
    const { id } = await desk.create({ headline: 'One', topics: [topic] });
    await desk.patch(id, { headline: 'Two', topics: [] });
    const checked = await desk.send('POST', `/articles/${id}/preflight`, { body: { version: 1 } });
    expect(checked.json()).toMatchObject({ version: 1, ready: true });
    const scheduled = await desk.act(id, 'schedule', { at: '2026-11-23T13:00:00Z', version: 1 });
    expect(scheduled.json().scheduled).toMatchObject({ version: 1 });
    const chief = await deskOf(house, 'chief');
    const used = await chief.send('DELETE', `/topics/${topic}`, { etag: '"r1"' });
    expect(used.statusCode).toBe(409);
    const live = await desk.act(id, 'publish', { version: 1 });
    expect(live.json()).toMatchObject({
      headline: 'Two',
      publication: { version: 1 },
      hasUnpublishedChanges: true,
    });
    expect(await publicHeadline(house, id)).toBe('One');
  });

  it('goes out at its time', async () => {
    const { house, desk } = await newsroom();
    const { id } = await desk.create({ headline: 'One' });
    await desk.patch(id, { headline: 'Two' });
    const at = '2026-11-23T13:00:00Z';
    await desk.act(id, 'schedule', { at, version: 1 });
    const patched = (await desk.act(id, 'schedule', { at, patch: { headline: 'Three' } })).json();
    expect(patched).toMatchObject({ headline: 'Three', scheduled: { version: 3 } });
    await desk.act(id, 'schedule', { at, version: 1 });
    house.clock.set(at);
    await house.catchUp();
    expect(await publicHeadline(house, id)).toBe('One');
  });

  it('is refused of a version that is not there', async () => {
    const { desk } = await newsroom();
    const { id } = await desk.create();
    const refused = await desk.act(id, 'publish', { version: 7 });
    expect(refused.json().errors).toEqual([
      { pointer: '/version', detail: 'version cannot be 7: the newest is 1' },
    ]);
  });
});

describe('publish { base: live }', () => {
  /** A live story with a rewrite in its copy, by a reporter, that was approved and scheduled. */
  async function withRewrite() {
    const { house, desk } = await newsroom();
    const reporter = await deskOf(house, 'reporter');
    const { id } = await reporter.create({ headline: 'One', kicker: 'Old' });
    await desk.act(id, 'publish', {});
    await reporter.patch(id, { headline: 'Rewrite', kicker: 'New', deskNote: 'Ask again.' });
    return { house, desk, reporter, id };
  }

  it('mends what is live, and keeps the rewrite with its state, approval and schedule', async () => {
    const { house, desk, reporter, id } = await withRewrite();
    await reporter.act(id, 'submit');
    await desk.act(id, 'approve');
    const update = { kind: 'update', text: 'Rewritten.' };
    await desk.act(id, 'schedule', { at: '2026-11-23T13:00:00Z', change: update });
    const patch = { headline: 'One, mended' };
    const answer = await desk.act(id, 'publish', { base: 'live', patch, change });
    expect(answer.json()).toMatchObject({
      headline: 'Rewrite',
      kicker: 'New',
      deskNote: 'Ask again.',
      copy: { version: 4, state: 'approved' },
      publication: { state: 'live', version: 3 },
      scheduled: { version: 4, at: '2026-11-23T13:00:00.000Z', change: update },
      hasUnpublishedChanges: true,
      liveChanged: ['headline'],
    });
    const shown = (await house.client.get(`/v1/articles/${id}`)).json();
    expect(shown).toMatchObject({ headline: 'One, mended', kicker: 'Old', corrections: [{ version: 3 }] });
    expect((await actionsOn(house, id)).slice(-3)).toEqual([
      'article.saved',
      'article.published',
      'article.restored',
    ]);
    expect('liveChanged' in (await desk.read(id))).toBe(false);
    house.clock.set('2026-11-23T13:00:00Z');
    await house.catchUp();
    expect(await publicHeadline(house, id)).toBe('Rewrite');
  });

  it('keeps who wrote the rewrite: they cannot approve it, and whoever mended can', async () => {
    const { desk, reporter, house, id } = await withRewrite();
    const { secret } = await house.play((work) =>
      issueKey(work, { name: 'Other', role: 'editor', actor: { name: 'Other', kind: 'person' } }),
    );
    const other = deskWith(house, { authorization: `Bearer ${secret}` });
    await other.patch(id, { kicker: 'Newer' });
    await reporter.act(id, 'submit');
    for (const headline of ['One, mended', 'One, mended again'])
      await desk.act(id, 'publish', { base: 'live', patch: { headline }, change });
    expect((await desk.read(id)).copy).toEqual({ version: 7, state: 'review' });
    expect((await other.act(id, 'approve')).statusCode).toBe(409);
    expect((await desk.act(id, 'approve')).statusCode).toBe(200);
  });

  it('publishes the patch as any other where no rewrite waits', async () => {
    const { house, desk } = await newsroom();
    const { id } = await desk.create({ headline: 'One' });
    await desk.act(id, 'publish', {});
    const answer = await desk.act(id, 'publish', { base: 'live', patch: { headline: 'Two' }, change });
    expect(answer.json()).toMatchObject({ copy: { version: 2 }, publication: { version: 2 } });
    expect(answer.json().liveChanged).toEqual(['headline']);
    expect(await publicHeadline(house, id)).toBe('Two');
  });

  it('is checked by preflight and dryRun, which save nothing', async () => {
    const { house, desk, id } = await withRewrite();
    const mend = { base: 'live', patch: { body: null } };
    const checked = await desk.send('POST', `/articles/${id}/preflight`, { body: mend });
    expect(checked.json()).toMatchObject({ version: 3, ready: false });
    expect(checked.json().findings[0].rule).toBe('bodyEmpty');
    expect((await desk.act(id, 'publish', { ...mend, change })).statusCode).toBe(422);
    const body = { base: 'live', patch: { headline: 'Mended' }, change };
    const rehearsed = await desk.act(id, 'publish?dryRun=true', body);
    expect(rehearsed.json()).toMatchObject({ copy: { version: 4 }, liveChanged: ['headline'] });
    expect((await desk.read(id)).copy.version).toBe(2);
    expect(await publicHeadline(house, id)).toBe('One');
  });

  it('is told of while the rewrite lacks it, and when that is published', async () => {
    const { house, desk, reporter, id } = await withRewrite();
    for (const patch of [{ headline: 'One, mended' }, { bodyText: 'Mended.' }])
      expect(
        (await desk.act(id, 'publish', { base: 'live', patch, change })).json().warnings.at(-1),
      ).toMatchObject({ rule: 'liveMendMissing' });
    const lacking = ['headline', 'body'].map((field) => ({
      rule: 'liveMendMissing',
      pointer: `/${field}`,
      detail: `${field} was mended in the live text while this version waited, and this version does not have the mend.`,
    }));
    expect((await reporter.read(id)).warnings).toEqual(lacking);
    for (const [method, body] of [
      ['GET', undefined],
      ['POST', {}],
      ['POST', { version: 2 }],
    ] as const) {
      const { findings } = (await desk.send(method, `/articles/${id}/preflight`, { body })).json();
      expect(findings).toEqual(expect.arrayContaining(lacking.map((one) => expect.objectContaining(one))));
    }
    const again = { base: 'live', patch: { headline: 'One, mended again' } };
    const checked = await desk.send('POST', `/articles/${id}/preflight`, { body: again });
    expect(checked.json().findings).not.toContainEqual(expect.objectContaining(lacking[0]!));
    await reporter.patch(id, { bodyText: 'Mended.' });
    expect((await reporter.read(id)).warnings).toEqual([lacking[0]]);
    const update = { change: { kind: 'update', text: 'Rewritten.' } };
    const answer = await desk.act(id, 'publish', update);
    expect(answer.json().warnings).toEqual([lacking[0]]);
    expect((await desk.read(id)).warnings).toBeUndefined();
    const [last] = (await desk.send('GET', `/articles/${id}/history`)).json().data;
    expect(last.data).toMatchObject({ mendsMissing: ['headline'] });
    expect(await publicHeadline(house, id)).toBe('Rewrite');
  });

  it('sets a schedule aside that would bring back what it corrected', async () => {
    const { house, desk, id } = await withRewrite();
    const update = { kind: 'update', text: 'Rewritten.' };
    const at = '2026-11-23T13:00:00.000Z';
    await desk.act(id, 'schedule', { at, change: update });
    const patch = { standfirst: 'Right.', headline: 'One, mended' };
    const answer = (await desk.act(id, 'publish', { base: 'live', patch, change })).json();
    expect(answer.scheduled).toMatchObject({
      at,
      failed: {
        faults: [
          {
            pointer: '/standfirst',
            detail:
              'standfirst was mended in the live text since, and the scheduled version does not have the mend: schedule it again.',
          },
        ],
      },
    });
    expect(await actionsOn(house, id)).toContain('schedule.failed');
    house.clock.set(at);
    await house.catchUp();
    expect(await publicHeadline(house, id)).toBe('One, mended');
    const later = { at: '2026-11-23T14:00:00.000Z', change: update };
    expect((await desk.act(id, 'schedule', later)).statusCode).toBe(200);
    house.clock.set(later.at);
    await house.catchUp();
    expect(await publicHeadline(house, id)).toBe('Rewrite');
  });

  it('is refused of a story that is not live, without a patch, and for schedules', async () => {
    const { desk } = await newsroom();
    const { id } = await desk.create();
    const patch = { headline: 'Two' };
    const refused = await desk.act(id, 'publish', { base: 'live', patch });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([422, '/base']);
    expect((await desk.act(id, 'publish', { base: 'live' })).json().errors).toEqual([
      { pointer: '/patch', detail: 'patch is required with base: what is live changes by it' },
    ]);
    const at = '2026-11-23T13:00:00Z';
    expect((await desk.act(id, 'schedule', { at, base: 'live', patch })).statusCode).toBe(400);
  });
});

describe('publishing what readers have already', () => {
  it('is no update, and changes nothing in public', async () => {
    const { house, desk } = await newsroom();
    const { id } = await desk.create({ headline: 'One' });
    await desk.act(id, 'publish', {});
    await desk.patch(id, { headline: 'Two' });
    await desk.act(id, 'versions/1/restore');
    const before = await publicRevisionOf(house);
    for (const [action, body] of [
      ['publish', {}],
      ['publish', { version: 1 }],
      ['schedule', { at: '2026-11-23T13:00:00Z' }],
    ] as const) {
      const refused = await desk.act(id, action, { ...body, change: { kind: 'update', text: 'New.' } });
      expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([422, '/change/kind']);
    }
    expect(await publicRevisionOf(house)).toBe(before);
    expect((await house.client.get(`/v1/articles/${id}`)).json().corrections).toEqual([]);
  });

  it('takes a note to readers that needs no new text', async () => {
    const { desk } = await newsroom();
    const { id } = await desk.create({ headline: 'One' });
    await desk.act(id, 'publish', {});
    for (const kind of ['editorsNote', 'clarification', 'correction', 'refile'])
      expect((await desk.act(id, 'publish', { change: { kind, text: 'Note.' } })).statusCode).toBe(200);
  });
});
