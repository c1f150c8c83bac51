/** What every room of the library does alike at the desk; each room's test says what is its own. */
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/access/scopes.ts';
import { actionsOn, atDesk, publicRevisionOf, eventsOn } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenCopy, givenStory, type Newsroom, type StoryFields } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { faultsOf, slugsAt } from '../../support/walk.ts';

export type RecordTypeUnderTest = {
  kind: string;
  plural: string;
  /** The least role that may write, and one that may not. */
  writer: Role;
  notWriter: Role;
  given: (house: Newsroom, fields?: { name?: string; hidden?: boolean }) => Promise<string>;
  /** A new one, by all that must be said. */
  body: { name: string };
  slug: string;
  /** A field that may be taken away, with a value. */
  optional: Record<string, string>;
  /** A story that names the one called `slug`. */
  story: (slug: string) => StoryFields;
};

export function describeRecordType(type: RecordTypeUnderTest): void {
  const { kind, plural, writer, notWriter, given, body, slug, optional, story } = type;
  const desk = `/v1/desk/${plural}`;
  const [field, value] = Object.entries(optional)[0]!;

  async function open(role: Role = writer) {
    const house = await openHouse({ seed: 'none' });
    return { house, by: await atDesk(house, role) };
  }

  describe(`GET ${desk}`, () => {
    it('lists hidden ones too, in pages', async () => {
      const { house } = await open();
      for (const name of ['Bravo', 'Alpha', 'Charlie'])
        await given(house, { name, hidden: name === 'Alpha' });
      const headers = await house.keyFor('reporter');
      const pages: string[] = [];
      let next: string | undefined = `${desk}?limit=2`;
      while (next) {
        const answer: { data: { slug: string }[]; page: { next?: string } } = (
          await house.client.get(next, { headers })
        ).json();
        pages.push(answer.data.map((one) => one.slug).join(' '));
        next = answer.page.next && `${desk}?limit=2&cursor=${answer.page.next}`;
      }
      expect(pages).toEqual(['alpha bravo', 'charlie']);
    });

    it.each([
      ['hidden=true', ['alpha']],
      ['hidden=false', ['bravo-100-percent']],
      ['q=BRAV', ['bravo-100-percent']],
      ['q=percent bravo', ['bravo-100-percent']],
      ['q=%25', []],
      ['q=_', []],
    ])('filters by %s', async (query, slugs) => {
      const { house, by } = await open('reporter');
      await given(house, { name: 'Alpha', hidden: true });
      await given(house, { name: 'Bravo 100 percent' });
      const { data } = (await by.get(`${desk}?${query}`)).json();
      expect(data.map((one: { slug: string }) => one.slug)).toEqual(slugs);
    });

    it.each(['D’Angelo', "D'Angelo", 'dangelo', 'DANGELO', 'd`Angelo'])('finds D’Angelo as %s', async (q) => {
      const { house, by } = await open('reporter');
      await given(house, { name: 'D’Angelo' });
      const { data } = (await by.get(`${desk}?q=${encodeURIComponent(q)}`)).json();
      expect(data).toHaveLength(1);
    });

    it('refuses a cursor of other filters', async () => {
      const { house, by } = await open('reporter');
      await given(house, { name: 'Alpha' });
      await given(house, { name: 'Bravo' });
      const { page } = (await by.get(`${desk}?limit=1`)).json();
      expect((await by.get(`${desk}?limit=1&q=a&cursor=${page.next}`)).statusCode).toBe(400);
    });
  });

  describe(`POST ${desk}`, () => {
    it('creates one that is public at once', async () => {
      const { house, by } = await open();
      const answer = await by.post(desk, { ...body, ...optional });
      expect(answer.statusCode).toBe(201);
      const one = answer.json();
      expect(one).toMatchObject({ ...body, ...optional, slug, hidden: false, revision: 1, etag: '"r1"' });
      expect(answer.headers).toMatchObject({ location: `${desk}/${one.id}`, etag: '"r1"' });
      expect(await actionsOn(house, one.id)).toEqual([`${kind}.created`]);
      expect((await house.client.get(`/v1/${plural}/${slug}`)).json().id).toBe(one.id);
    });

    it('creates a hidden one that nobody sees', async () => {
      const { house, by } = await open();
      const before = await house.client.get(`/v1/${plural}`);
      house.clock.advance(60_000);
      expect((await by.post(desk, { ...body, hidden: true })).statusCode).toBe(201);
      const after = await house.client.get(`/v1/${plural}`);
      expect(after.body).toBe(before.body);
      for (const header of ['etag', 'last-modified'])
        expect(after.headers[header]).toBe(before.headers[header]);
      expect((await house.client.get(`/v1/${plural}/${slug}`)).statusCode).toBe(404);
    });

    it('creates once under one Idempotency-Key', async () => {
      const { by } = await open();
      function send() {
        return by.post(desk, body, { 'idempotency-key': 'once' });
      }
      const [first, again] = [await send(), await send()];
      expect([again.statusCode, again.body, again.headers['location'], again.headers['etag']]).toEqual([
        201,
        first.body,
        first.headers['location'],
        first.headers['etag'],
      ]);
      const other = await by.post(desk, { ...body, name: 'Other' }, { 'idempotency-key': 'once' });
      expect(other.statusCode).toBe(422);
    });

    it('rehearses with dryRun', async () => {
      const { house, by } = await open();
      const revision = await publicRevisionOf(house);
      const answer = await by.post(`${desk}?dryRun=true`, body);
      expect(answer.statusCode).toBe(201);
      expect((await by.get(`${desk}/${slug}`)).statusCode).toBe(404);
      expect(await actionsOn(house, answer.json().id)).toEqual([]);
      expect(await publicRevisionOf(house)).toBe(revision);
    });

    it('refuses what is misshapen, naming all of it', async () => {
      const { by } = await open();
      const answer = await by.post(desk, { name: '', colour: 'red', hidden: 'no' });
      expect(answer.statusCode).toBe(400);
      expect(Object.keys(faultsOf(answer.json()))).toEqual(
        expect.arrayContaining(['/name', '/colour', '/hidden']),
      );
    });

    it('refuses without its scope', async () => {
      const { by } = await open(notWriter);
      expect((await by.post(desk, body)).statusCode).toBe(403);
    });

    it('refuses a slug that another has or had', async () => {
      const { house, by } = await open();
      const id = await given(house, { name: 'First' });
      expect((await by.post(desk, { ...body, slug: 'first' })).statusCode).toBe(409);
      await by.patch(`${desk}/${id}`, '"r1"', { slug: 'second' });
      expect((await by.post(desk, { ...body, slug: 'first' })).statusCode).toBe(409);
    });
  });

  describe(`PATCH ${desk}/{id}`, () => {
    it('changes what it names, and takes away with null', async () => {
      const { house, by } = await open();
      const { id } = (await by.post(desk, body)).json();
      const set = await by.patch(`${desk}/${id}`, '"r1"', { ...optional, name: 'Renamed' });
      expect(set.json()).toMatchObject({ ...optional, name: 'Renamed', slug, revision: 2 });
      expect(set.headers['etag']).toBe('"r2"');
      const taken = await by.patch(`${desk}/${slug}`, '"r2"', { [field]: null });
      expect(taken.json()).not.toHaveProperty(field);
      expect(taken.json().name).toBe('Renamed');
      expect(await actionsOn(house, id)).toEqual([`${kind}.created`, `${kind}.changed`, `${kind}.changed`]);
    });

    it('keeps on record what the fields held before', async () => {
      const { house, by } = await open();
      const { id } = (await by.post(desk, { ...body, ...optional })).json();
      await by.patch(`${desk}/${id}`, '"r1"', { [field]: null, name: 'Renamed' });
      const [changed] = await eventsOn(house, id);
      expect(changed?.data?.['fields']).toEqual(expect.arrayContaining([field, 'name']));
      expect(changed?.data?.['before']).toEqual({ ...optional, name: body.name });
    });

    it('changes nothing, records nothing and keeps its etag when nothing is new', async () => {
      const { house, by } = await open();
      const { id } = (await by.post(desk, { ...body, ...optional })).json();
      const revision = await publicRevisionOf(house);
      for (const patch of [{}, { [field]: value, hidden: null }]) {
        const answer = await by.patch(`${desk}/${id}`, '"r1"', patch);
        expect([answer.statusCode, answer.headers['etag']]).toEqual([200, '"r1"']);
      }
      expect(await actionsOn(house, id)).toEqual([`${kind}.created`]);
      expect(await publicRevisionOf(house)).toBe(revision);
    });

    it('leads from every former slug to the present one', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      await by.patch(`${desk}/first`, '"r1"', { slug: 'second' });
      await by.patch(`${desk}/second`, '"r2"', { slug: 'third' });
      for (const former of ['first', 'second']) {
        const moved = await house.client.get(`/v1/${plural}/${former}`);
        expect([moved.statusCode, moved.headers['location']]).toEqual([301, `/v1/${plural}/third`]);
      }
    });

    it('is renamed back and forth, and every name leads to the present one', async () => {
      const { house, by } = await open();
      const id = await given(house, { name: 'First' });
      for (const [index, slug] of ['second', 'first', 'second', 'third', 'first'].entries()) {
        const answer = await by.patch(`${desk}/${id}`, `"r${index + 1}"`, { slug });
        expect([answer.statusCode, answer.json().slug]).toEqual([200, slug]);
        expect((await house.client.get(`/v1/${plural}/${slug}`)).json().id).toBe(id);
      }
      for (const former of ['second', 'third'])
        expect((await house.client.get(`/v1/${plural}/${former}`)).headers['location']).toBe(
          `/v1/${plural}/first`,
        );
    });

    it('leads to whoever has a slug now, when its former holder is gone', async () => {
      const { house, by } = await open('admin');
      const [first, other] = [await given(house, { name: 'First' }), await given(house, { name: 'Other' })];
      await by.patch(`${desk}/${first}`, '"r1"', { slug: 'second' });
      expect((await by.patch(`${desk}/${other}`, '"r1"', { slug: 'first' })).statusCode).toBe(409);
      await by.delete(`${desk}/${first}`, '"r2"');
      await by.patch(`${desk}/${other}`, '"r1"', { slug: 'first' });
      expect((await house.client.get(`/v1/${plural}/first`)).json().id).toBe(other);
      await by.patch(`${desk}/${other}`, '"r2"', { slug: 'third' });
      for (const former of ['other', 'first'])
        expect((await house.client.get(`/v1/${plural}/${former}`)).headers['location']).toBe(
          `/v1/${plural}/third`,
        );
    });

    it('hides from public and shows again', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      await by.patch(`${desk}/first`, '"r1"', { hidden: true });
      expect((await house.client.get(`/v1/${plural}/first`)).statusCode).toBe(404);
      await by.patch(`${desk}/first`, '"r2"', { hidden: null });
      expect((await house.client.get(`/v1/${plural}/first`)).statusCode).toBe(200);
    });

    it('is hidden from the stories that show it only when that is confirmed, and they are named', async () => {
      const { house, by } = await open();
      const id = await given(house, { name: 'First' });
      const live = await givenStory(house, { headline: 'Night buses', ...story('first') });
      await givenCopy(house, { headline: 'A draft', ...story('first') });
      const stories = [{ id: live, slug: 'night-buses', headline: 'Night buses', state: 'live' }];
      for (const query of ['', '?dryRun=true', '?confirm=false']) {
        const refused = await by.patch(`${desk}/first${query}`, '"r1"', { hidden: true });
        expect([refused.statusCode, refused.json()]).toEqual([
          409,
          expect.objectContaining({ stories, storiesTotal: 1 }),
        ]);
      }
      expect(await actionsOn(house, id)).toEqual([`${kind}.created`]);
      const rehearsed = await by.patch(`${desk}/first?dryRun=true&confirm=true`, '"r1"', { hidden: true });
      expect(rehearsed.json()).toMatchObject({ hidden: true, stories, storiesTotal: 1 });
      const hidden = await by.patch(`${desk}/first?confirm=true`, '"r1"', { hidden: true });
      expect([hidden.statusCode, hidden.json()]).toEqual([200, expect.objectContaining({ stories })]);
      const shown = await by.patch(`${desk}/first`, '"r2"', { hidden: false });
      expect([shown.statusCode, shown.json()]).toEqual([200, expect.objectContaining({ stories })]);
      expect((await by.get(`${desk}/first`)).json()).not.toHaveProperty('stories');
    });

    it('leaves a story that showed it open to corrections when it is hidden, and no other', async () => {
      const { house } = await open();
      await given(house, { name: 'First' });
      const id = await givenStory(house, { headline: 'Night buses', ...story('first') });
      const draft = await givenCopy(house, { headline: 'A draft', ...story('first') });
      const chief = await deskOf(house, 'admin');
      await chief.send('PATCH', `/${plural}/first?confirm=true`, { etag: '"r1"', body: { hidden: true } });
      await chief.patch(id, { headline: 'Night buses run' });
      const { findings } = (await chief.send('GET', `/articles/${id}/preflight`)).json();
      expect(findings).toContainEqual(expect.objectContaining({ rule: 'referenceHiddenSince' }));
      const corrected = await chief.act(id, 'publish', { change: { kind: 'correction', text: 'They run.' } });
      expect(corrected.statusCode).toBe(200);
      const { body } = await house.client.get(`/v1/articles/${corrected.json().slug}`);
      expect([body.includes('Night buses run'), body.includes('First')]).toEqual([true, false]);
      expect((await chief.act(draft, 'publish', {})).statusCode).toBe(422);
      await chief.act(id, 'withdraw', { reason: 'R.', notice: 'N.' });
      const back = await chief.act(id, 'publish', { change: { kind: 'update', text: 'Back.' } });
      expect(back.statusCode).toBe(422);
    });

    it('has an empty list of stories when it was hidden, and none when it never was public', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      await given(house, { name: 'Secret', hidden: true });
      await givenStory(house, { headline: 'Night buses', ...story('first') });
      await by.patch(`${desk}/first?confirm=true`, '"r1"', { hidden: true });
      for (const path of ['/v1/articles?', '/v1/search?q=buses&']) {
        const list = await house.client.get(`${path}count=true&${kind}=first`);
        expect([list.statusCode, list.json()], path).toEqual([
          200,
          expect.objectContaining({ data: [], page: expect.objectContaining({ total: 0 }) }),
        ]);
        const secret = await house.client.get(`${path}${kind}=secret`);
        const unknown = await house.client.get(`${path}${kind}=nobody`);
        expect(secret.statusCode, path).toBe(422);
        expect(faultsOf(secret.json())).toEqual(
          JSON.parse(JSON.stringify(faultsOf(unknown.json())).replaceAll('nobody', 'secret')),
        );
      }
      await given(house, { name: 'Second' });
      await givenStory(house, { headline: 'Trams', ...story('second') });
      const both = await house.client.get(`/v1/articles?${kind}=first,second`);
      expect(both.json().data.map(({ slug }: { slug: string }) => slug)).toEqual(['trams']);
    });

    it('leaves the public alone while what it changes is hidden', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First', hidden: true });
      const before = await house.client.get(`/v1/${plural}`);
      const revision = await publicRevisionOf(house);
      house.clock.advance(60_000);
      expect((await by.patch(`${desk}/first`, '"r1"', { name: 'Canary' })).statusCode).toBe(200);
      const after = await house.client.get(`/v1/${plural}`);
      expect(after.headers).toMatchObject({
        etag: before.headers['etag'],
        'last-modified': before.headers['last-modified'],
      });
      expect(await publicRevisionOf(house)).toBe(revision);
    });

    it('rehearses with dryRun', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      const answer = await by.patch(`${desk}/first?dryRun=true`, '"r1"', { name: 'Renamed' });
      expect(answer.json()).toMatchObject({ name: 'Renamed', etag: '"r2"' });
      expect((await by.get(`${desk}/first`)).json()).toMatchObject({ name: 'First', etag: '"r1"' });
    });

    it.each([
      [{ name: null }, '/name'],
      [{ slug: null }, '/slug'],
      [{ id: 'other' }, '/id'],
      [{ hidden: 'yes' }, '/hidden'],
    ])('refuses %j', async (patch, pointer) => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      const answer = await by.patch(`${desk}/first`, '"r1"', patch);
      expect(answer.statusCode).toBe(400);
      expect(Object.keys(faultsOf(answer.json()))).toEqual([pointer]);
    });

    it('refuses to overwrite whatever is there', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      expect((await by.patch(`${desk}/first`, '*', { name: 'Renamed' })).statusCode).toBe(400);
    });

    it('refuses without its scope', async () => {
      const { house, by } = await open(notWriter);
      await given(house, { name: 'First' });
      expect((await by.patch(`${desk}/first`, '"r1"', { name: 'Renamed' })).statusCode).toBe(403);
    });

    it('knows none that is not there', async () => {
      const { by } = await open();
      expect((await by.patch(`${desk}/nobody`, '"r1"', {})).statusCode).toBe(404);
      expect((await by.get(`${desk}/nobody`)).statusCode).toBe(404);
    });

    it('refuses the slug of another', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      await given(house, { name: 'Second' });
      expect((await by.patch(`${desk}/first`, '"r1"', { slug: 'second' })).statusCode).toBe(409);
    });

    it('answers 412 with what is current when someone saved first', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      await by.patch(`${desk}/first`, '"r1"', { name: 'Renamed' });
      const answer = await by.patch(`${desk}/first`, '"r1"', { name: 'Again' });
      expect(answer.statusCode).toBe(412);
      expect(answer.json().current).toMatchObject({ etag: '"r2"', revision: 2 });
      expect((await by.patch(`${desk}/first`, 'W/"r2"', { name: 'Again' })).statusCode).toBe(412);
    });

    it('asks for If-Match', async () => {
      const { house, by } = await open();
      await given(house, { name: 'First' });
      expect((await by.patch(`${desk}/first`, undefined, { name: 'Renamed' })).statusCode).toBe(428);
    });
  });

  describe(`DELETE ${desk}/{id}`, () => {
    it('removes it with its former slugs', async () => {
      const { house, by } = await open('admin');
      const id = await given(house, { name: 'First' });
      await by.patch(`${desk}/first`, '"r1"', { slug: 'second' });
      const revision = await publicRevisionOf(house);
      const answer = await by.delete(`${desk}/second`, '"r2"');
      expect([answer.statusCode, answer.body]).toEqual([204, '']);
      for (const gone of ['first', 'second'])
        expect((await house.client.get(`/v1/${plural}/${gone}`)).statusCode).toBe(404);
      expect(await slugsAt(house, `/v1/${plural}`)).toEqual([]);
      expect(await actionsOn(house, id)).toEqual([`${kind}.created`, `${kind}.changed`, `${kind}.deleted`]);
      expect(await publicRevisionOf(house)).toBe(revision + 1);
      expect((await by.post(desk, { ...body, slug: 'first' })).statusCode).toBe(201);
    });

    it('keeps on record what it was, its former slugs too', async () => {
      const { house, by } = await open('chief');
      const id = await given(house, { name: 'First' });
      const admin = await atDesk(house, 'admin');
      const { slug: present } = (
        await admin.patch(`${desk}/${id}`, '"r1"', { ...optional, slug: 'second' })
      ).json();
      await by.delete(`${desk}/${id}`, '"r2"');
      const [deleted] = await eventsOn(house, id);
      expect(deleted?.data).toMatchObject({
        ...{ ...optional, id, name: 'First', slug: present, hidden: false, revision: 2 },
        createdAt: '2026-11-23T12:00:00.000Z',
        formerSlugs: ['first'],
      });
      expect(deleted?.data).not.toHaveProperty('searchText');
    });

    it('moves no public revision when it was hidden, and does nothing with dryRun', async () => {
      const { house, by } = await open('chief');
      await given(house, { name: 'First', hidden: true });
      const revision = await publicRevisionOf(house);
      expect((await by.delete(`${desk}/first?dryRun=true`, '"r1"')).statusCode).toBe(204);
      expect((await by.get(`${desk}/first`)).statusCode).toBe(200);
      expect((await by.delete(`${desk}/first`, '"r1"')).statusCode).toBe(204);
      expect(await publicRevisionOf(house)).toBe(revision);
    });

    it('is refused to an editor', async () => {
      const { house, by } = await open('editor');
      await given(house, { name: 'First' });
      expect((await by.delete(`${desk}/first`, '"r1"')).statusCode).toBe(403);
    });

    it('is refused while a story names it, which is told', async () => {
      const { house, by } = await open('chief');
      await given(house, { name: 'First' });
      const id = await givenCopy(house, { headline: 'A draft', ...story('first') });
      const answer = await by.delete(`${desk}/first`, '"r1"');
      expect(answer.statusCode).toBe(409);
      expect(answer.json().usedBy).toEqual([
        expect.objectContaining({ kind: 'article', id, headline: 'A draft', states: ['copy'] }),
      ]);
      expect((await by.get(`${desk}/first`)).statusCode).toBe(200);
    });

    it('answers 404, 412 and 428 as a change does, and 400 to *', async () => {
      const { house, by } = await open('chief');
      await given(house, { name: 'First' });
      expect((await by.delete(`${desk}/first`, '*')).statusCode).toBe(400);
      expect((await by.delete(`${desk}/nobody`, '"r1"')).statusCode).toBe(404);
      expect((await by.delete(`${desk}/first`, '"r7"')).statusCode).toBe(412);
      expect((await by.delete(`${desk}/first`)).statusCode).toBe(428);
    });
  });
}
