import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../../src/access/issue-key.ts';
import { deskOf, deskWith, type Desk } from '../../../support/desk.ts';
import { givenStory } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

const at = '2026-11-23T13:00:00Z';
/** What is said of the change: nothing of a story that was unpublished, since it begins anew. */
function changeAfter(how: string) {
  return how === 'unpublish' ? {} : { change: { kind: 'update', text: 'Back.' } };
}
/** The actions that bring a story back. */
function bringing(how: string) {
  return [
    ['publish', changeAfter(how)],
    ['schedule', { at, ...changeAfter(how) }],
  ] as const;
}

/** Takes a story back in one of the ways; `other` is a live story. */
function takeBack(chief: Desk, id: string, how: string, other: string) {
  const body = {
    unpublish: { reason: 'Too early.' },
    withdraw: { reason: 'Wrong.', notice: 'This story was wrong.' },
    consolidate: { reason: 'The same.', into: other },
    expire: { reason: 'Over.' },
  }[how];
  return chief.act(id, how, body);
}

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const editor = await deskOf(house, 'editor');
  const chief = await deskOf(house, 'chief');
  const { secret } = await house.play((work) =>
    issueKey(work, { name: 'Robot', role: 'admin', actor: { name: 'Robot', kind: 'service' } }),
  );
  const robot = deskWith(house, { authorization: `Bearer ${secret}` });
  const lesser = await house.play((work) =>
    issueKey(work, { name: 'Lesser', role: 'editor', actor: { name: 'Lesser', kind: 'service' } }),
  );
  const lesserRobot = deskWith(house, { authorization: `Bearer ${lesser.secret}` });
  const other = await givenStory(house, { headline: 'Other' });
  async function given(how: string): Promise<string> {
    const { id } = await editor.create({ headline: `Story to ${how}` });
    await editor.act(id, 'publish', {});
    expect([how, (await takeBack(chief, id, how, other)).statusCode]).toEqual([how, 200]);
    return id;
  }
  return { house, editor, chief, robots: [robot, lesserRobot], given };
}

describe('a story that was taken back', () => {
  it.each(['withdraw', 'consolidate'])('by %s is published again with the same scope', async (how) => {
    const { editor, chief, given } = await newsroom();
    const id = await given(how);
    for (const [action, body] of bringing(how)) {
      const refused = await editor.act(id, action, body);
      expect([action, refused.statusCode, refused.json().detail]).toEqual([
        action,
        403,
        expect.stringContaining(`articles:${how}`),
      ]);
    }
    expect((await editor.read(id)).actions.publish).toMatchObject({
      allowed: false,
      reason: `This needs the scope articles:${how}.`,
    });
    expect((await chief.act(id, 'publish', changeAfter(how))).statusCode).toBe(200);
  });

  it.each(['unpublish', 'withdraw', 'consolidate'])(
    'by %s is not published again by a service, whatever its scopes, nor by an import',
    async (how) => {
      const { house, editor, robots, chief, given } = await newsroom();
      const id = await given(how);
      for (const [action, body, robot] of bringing(how).flatMap(([action, body]) =>
        robots.map((one) => [action, body, one] as const),
      )) {
        const refused = await robot.act(id, action, body);
        expect([action, refused.statusCode, refused.json().detail]).toEqual([
          action,
          409,
          'This story was taken back, and only a person can publish it again; this is the key of a service.',
        ]);
      }
      expect((await house.client.get(`/v1/articles/${id}`)).statusCode).not.toBe(200);
      expect((await editor.read(id)).publication.state).not.toBe('live');
      expect((await chief.act(id, 'publish', changeAfter(how))).statusCode).toBe(200);
    },
  );

  it.each(['unpublish', 'withdraw', 'consolidate', 'expire'])(
    'by %s stays so when its source sends it again to be published, with a note on the change or without',
    async (how) => {
      const { house, chief } = await newsroom();
      const other = await givenStory(house, { headline: 'Another' });
      const item = {
        uri: 'tag:wire.example,2022:1',
        type: 'text',
        version: '1',
        versionCreated: '2022-06-14T18:30:00Z',
        language: 'en',
        headlines: [{ role: 'main', value: 'Night bus' }],
        bodies: [{ role: 'main', contentType: 'text/plain', value: 'A night bus.' }],
      };
      function send(query: string, body: object) {
        return chief.send('POST', `/imports?publish=true${query}`, { body });
      }
      const first = (await send('', item)).json().results[0];
      expect(first).toMatchObject({ outcome: 'created', published: true });
      expect((await takeBack(chief, first.article, how, other)).statusCode).toBe(200);
      const later = { ...item, version: '2', versionCreated: '2022-06-14T19:30:00Z' };
      for (const [query, sent] of [
        ['&change=Updated', item],
        ['', item],
        ['&dryRun=true', later],
        ['', later],
        ['&change=Updated', later],
      ] as const) {
        const answer = await send(query, sent);
        expect([query, answer.statusCode]).toEqual([query, 200]);
        expect(answer.json().results[0]).toMatchObject({
          published: false,
          notes: expect.arrayContaining([
            { name: 'notPublished', detail: 'Not published: the desk took it back.' },
          ]),
        });
      }
      expect((await house.client.get(`/v1/articles/${first.article}`)).statusCode).not.toBe(200);
    },
  );
});
