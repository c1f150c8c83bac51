import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../../src/desk/imports/schema.ts';
import { deskOf, serviceDesk, type Desk } from '../../../support/desk.ts';
import { givenSection } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';

const change = { kind: 'correction', text: 'It was a Tuesday.' };
const at = '2026-11-23T13:00:00Z';
const reason = 'For a reason.';
const notice = 'It was wrong.';

/** A live story below a section that asks for approval, with a note, and its next version, which somebody approved. */
async function corrected(fields: { requiresApproval?: boolean } = { requiresApproval: true }) {
  const house = await openHouse({ seed: 'none', killNeedsTwo: false });
  const courts = await givenSection(house, { name: 'Courts', ...fields });
  const section = await givenSection(house, { name: 'Local courts', parent: courts });
  const person = await deskOf(house, 'chief');
  const approver = await deskOf(house, 'admin');
  const service = await serviceDesk(house, 'admin');
  const { id } = await person.create({ section });
  await publish({ person, approver }, id);
  await person.patch(id, { headline: 'A verdict on Tuesday' });
  await publish({ person, approver }, id, { change });
  await person.patch(id, { headline: 'The verdict of Tuesday' });
  await approve({ person, approver }, id);
  const { data } = (await person.send('GET', `/articles/${id}/corrections`)).json();
  return { house, section, person, approver, service, id, correction: data[0].id as string };
}

type People = { person: Desk; approver: Desk };

async function approve({ person, approver }: People, id: string) {
  await person.act(id, 'submit');
  expect((await approver.act(id, 'approve')).statusCode).toBe(200);
}

async function publish(people: People, id: string, body: object = {}) {
  await approve(people, id);
  expect((await people.person.act(id, 'publish', body)).statusCode).toBe(200);
}

type Opened = Awaited<ReturnType<typeof corrected>>;
type Way = [
  action: string | ((opened: Opened) => string),
  body: object,
  before?: (opened: Opened) => unknown,
];

function withdrawn({ person, id }: Opened) {
  return person.act(id, 'withdraw', { reason, notice });
}

/** Every act that tells readers something beside the text of a story. */
const ways: Record<string, Way> = {
  'publishes with a note': ['publish', { change }],
  'publishes an older version with a note': ['publish', { version: 2, change }],
  'mends what is live': ['publish', { base: 'live', patch: {}, change }],
  'schedules with a note': ['schedule', { at, change }],
  'amends a correction': [
    ({ correction }) => `corrections/${correction}/amend`,
    { reason, text: 'A Monday.' },
  ],
  'retracts a correction': [({ correction }) => `corrections/${correction}/retract`, { reason }],
  withdraws: ['withdraw', { reason, notice }],
  kills: ['kill', { reason, notice }],
  'amends a notice': ['amend-notice', { reason, notice: 'It was wholly wrong.' }, withdrawn],
};

describe('in a section that asks for approval', () => {
  it.each(Object.entries(ways))('no service %s, and a person may', async (_, [action, body, before]) => {
    const opened = await corrected();
    const { house, person, service, id } = opened;
    await before?.(opened);
    const path = typeof action === 'string' ? action : action(opened);
    const published = await toReaders(house, id);
    const dry = await service.act(id, `${path}?dryRun=true`, body);
    const refused = await service.act(id, path, body);
    for (const answer of [dry, refused]) {
      expect(answer.json()).toMatchObject({ status: 409, limit: 'persons' });
      expect(answer.json().detail).toMatch(
        /^In the section "Courts", which asks for approval, only a person/,
      );
    }
    expect(await toReaders(house, id)).toEqual(published);
    expect((await person.act(id, path, body)).statusCode).toBe(200);
  });

  it('its answers say so to a service beforehand, and unpublishing stays open', async () => {
    const { house, service, person, id } = await corrected();
    const { actions } = await service.read(id);
    for (const name of [
      'publish',
      'schedule',
      'amendCorrection',
      'retractCorrection',
      'withdraw',
      'kill',
    ] as const)
      expect([name, actions[name].allowed, actions[name].reason]).toEqual([
        name,
        false,
        expect.stringMatching(/^In the section "Courts"/),
      ]);
    expect((await person.read(id)).actions.publish.allowed).toBe(true);
    const preflight = (await service.send('GET', `/articles/${id}/preflight`)).json();
    expect(preflight.findings).toContainEqual(expect.objectContaining({ rule: 'notPublishable' }));
    expect((await service.act(id, 'unpublish', { reason })).statusCode).toBe(200);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
  });

  it('a service publishes what was approved, without a note, and schedules it', async () => {
    const { section, person, approver, service } = await corrected();
    for (const [action, body] of [
      ['publish', {}],
      ['schedule', { at }],
      ['kill', { reason, notice }],
    ] as const) {
      const { id } = await person.create({ section });
      await approve({ person, approver }, id);
      const answer = await service.act(id, action, body);
      expect([action, answer.statusCode]).toEqual([action, 200]);
    }
  });

  it.each([
    ['moved out of it in the copy', { section: null }],
    ['moved out of it and approved there', { section: null }, true],
  ])('no service writes to readers of a live story that was %s', async (_, patch, isApproved = false) => {
    const { person, approver, service, id, correction } = await corrected();
    await person.patch(id, patch);
    if (isApproved) await approve({ person, approver }, id);
    for (const [action, body] of [
      [`corrections/${correction}/amend`, { reason, text: 'A Monday.' }],
      ['publish', { change }],
      ['withdraw', { reason, notice }],
    ] as const)
      expect((await service.act(id, action, body)).json()).toMatchObject({ status: 409, limit: 'persons' });
  });

  it('no import of a service tells what changed, and one of a person does', async () => {
    const { house, person, approver, service } = await corrected();
    const uri = 'tag:wire.example,2026:1';
    function sent(version: string) {
      const headline = `Version ${version}`;
      const subjects = [{ name: 'Courts', uri: 'Courts', rel: 'section' }];
      return { uri, type: 'text', version, headline, subjects, body_text: 'It is new.' };
    }
    const { article: id } = await importOf(service, sent('1'));
    await publish({ person, approver }, id!);
    await importOf(service, sent('2'));
    await approve({ person, approver }, id!);
    const refused = await importOf(service, sent('2'));
    expect(refused).toMatchObject({ outcome: 'unchanged', published: false });
    expect(refused.notes.map(({ detail }) => detail).join()).toContain('only a person can write');
    expect((await house.client.get(`/v1/articles/${id}`)).json().corrections).toEqual([]);
    expect(await importOf(person, sent('2'))).toMatchObject({ outcome: 'unchanged', published: true });
  });
});

describe('a section that asks for approval', () => {
  it('is freed of that by people only: by a field, or by its place', async () => {
    const { service, approver } = await corrected();
    for (const [section, patch] of [
      ['courts', { requiresApproval: false }],
      ['courts', { requiresApproval: null }],
      ['local-courts', { parent: null }],
    ] as const) {
      const { etag } = (await approver.send('GET', `/sections/${section}`)).json();
      const sent = { etag, body: patch };
      const refused = await service.send('PATCH', `/sections/${section}?dryRun=true`, sent);
      expect(refused.json()).toMatchObject({ status: 409, limit: 'persons' });
      const renamed = { etag, body: { description: 'Of the courts.', requiresApproval: true } };
      expect((await service.send('PATCH', `/sections/${section}?dryRun=true`, renamed)).statusCode).toBe(200);
      const freed = await approver.send('PATCH', `/sections/${section}?dryRun=true`, sent);
      expect(freed.statusCode).toBe(200);
    }
  });
});

it('elsewhere a service does all of it', async () => {
  for (const [action, body, before] of Object.values(ways)) {
    const opened = await corrected({ requiresApproval: false });
    await before?.(opened);
    const path = typeof action === 'string' ? action : action(opened);
    const answer = await opened.service.act(opened.id, path, body);
    expect([path, answer.statusCode]).toEqual([path, 200]);
  }
});

/** What readers get at the address of a story. */
async function toReaders({ client }: House, id: string) {
  const { requestId: _, ...said } = (await client.get(`/v1/articles/${id}`)).json();
  return said;
}

async function importOf(desk: Desk, body: object) {
  const answer = await desk.send('POST', '/imports?publish=true&change=Updated', { body });
  return answer.json<ImportReport>().results[0]!;
}
