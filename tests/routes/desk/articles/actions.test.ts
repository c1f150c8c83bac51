import { describe, expect, it } from 'vitest';
import { lowestRoleWith, roles, type Role } from '../../../../src/access/scopes.ts';
import { saveCopy } from '../../../../src/desk/drafts/save.ts';
import { deleteArticle } from '../../../../src/desk/drafts/delete.ts';
import { consolidateArticle } from '../../../../src/desk/release/consolidate.ts';
import { expireArticle } from '../../../../src/desk/release/expire.ts';
import { killArticle } from '../../../../src/desk/release/kill.ts';
import { scheduleArticle } from '../../../../src/desk/release/schedule.ts';
import { unpublishArticle } from '../../../../src/desk/release/unpublish.ts';
import { withdrawArticle } from '../../../../src/desk/release/withdraw.ts';
import { submitArticle } from '../../../../src/desk/review/submit.ts';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import { actions } from '../../../../src/desk/story-routes/actions.ts';
import { actionNames, rules, type ActionName } from '../../../../src/desk/actions/actions.ts';
import { actionsOn } from '../../../support/at-desk.ts';
import { deskOf, type Desk } from '../../../support/desk.ts';
import { givenCopy, givenStory, givenUpdate, storyIn } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';
import { inventory } from '../inventory.ts';

const reason = 'For a reason.';
const told = { reason, notice: 'It was wrong.' };
const later = Date.parse('2045-06-15T06:00:00Z');

/** A story in each state that decides about what can be done with it. */
const states = {
  draft: async (house: House) => {
    const id = await givenCopy(house);
    await house.act(id, (work, story) => saveCopy(work, story, storyIn({ bodyText: 'More.' })));
    return id;
  },
  inReview: (house: House) => given(house, givenCopy(house), submitArticle),
  approved: async (house: House) => {
    const id = await states.inReview(house);
    await (await deskOf(house, 'editor')).act(id, 'approve');
    return id;
  },
  scheduled: (house: House) =>
    given(house, givenCopy(house), (work, story) => scheduleArticle(work, story, { at: later })),
  embargoed: (house: House) => givenCopy(house, { embargoUntil: '2045-01-01T00:00:00Z' }),
  toBeKilled: (house: House) =>
    given(house, givenCopy(house), (work, story) => killArticle(work, story, { ...told, needsTwo: true })),
  live: (house: House) => givenStory(house),
  corrected: async (house: House) => {
    const id = await givenStory(house);
    await givenUpdate(house, id, { bodyText: 'Mended.' }, { kind: 'correction', text: 'Mended.' });
    return id;
  },
  liveForAWhile: (house: House) =>
    given(house, givenStory(house), (work, story) => expireArticle(work, story, { reason, at: later })),
  unpublished: (house: House) =>
    given(house, givenStory(house), (work, story) => unpublishArticle(work, story, { reason })),
  withdrawn: (house: House) =>
    given(house, givenStory(house), (work, story) => withdrawArticle(work, story, told)),
  consolidated: async (house: House) => {
    const into = await givenStory(house);
    return given(house, givenStory(house), (work, story) =>
      consolidateArticle(work, story, { reason, into }),
    );
  },
  expired: (house: House) =>
    given(house, givenStory(house), (work, story) => expireArticle(work, story, { reason })),
  killed: (house: House) => given(house, givenStory(house), (work, story) => killArticle(work, story, told)),
  sent: async (house: House) => {
    const body = { headline: 'From the wire', bodyText: 'One.', sourceVersion: 1 };
    const sent = await (await deskOf(house, 'editor')).send('PUT', '/external-ids/wire/42', { body });
    return sent.json<DeskArticle>().id;
  },
  deleted: (house: House) =>
    given(house, givenCopy(house), (work, story) =>
      deleteArticle(work, story, { whereUsed: async () => [] }),
    ),
};

async function given(
  house: House,
  made: Promise<string>,
  verb: Parameters<House['act']>[1],
): Promise<string> {
  const id = await made;
  await house.act(id, verb);
  return id;
}

/** A state in which each can be done, so that it changes something. */
const stateFor: Record<ActionName, keyof typeof states> = {
  edit: 'draft',
  restore: 'draft',
  delete: 'draft',
  undelete: 'deleted',
  submit: 'draft',
  approve: 'inReview',
  return: 'inReview',
  translate: 'draft',
  duplicate: 'draft',
  publish: 'draft',
  schedule: 'draft',
  unschedule: 'scheduled',
  unpublish: 'live',
  withdraw: 'live',
  kill: 'live',
  cancelKill: 'toBeKilled',
  consolidate: 'live',
  amendCorrection: 'corrected',
  retractCorrection: 'corrected',
  amendNotice: 'withdrawn',
  breakEmbargo: 'embargoed',
  expire: 'live',
  extend: 'liveForAWhile',
  follow: 'sent',
  dropSource: 'sent',
};

/** What is sent, where the example of the contract does not fit every state. */
const bodies: Partial<Record<ActionName, (story: DeskArticle) => unknown>> = {
  publish: (story) => changeOf(story),
  schedule: (story) => ({ at: '2045-03-01T00:00:00Z', ...changeOf(story) }),
  expire: ({ publication }) =>
    publication.state === 'live' ? { reason } : { reason, at: '2045-07-01T00:00:00Z' },
  consolidate: () => ({ reason, into: 'the-other' }),
  dropSource: () => ({ reason, scheme: 'wire', value: '42' }),
};

function changeOf({ publication }: DeskArticle) {
  return publication.publishedAt === undefined ? {} : { change: { kind: 'update', text: 'New.' } };
}

async function sending(desk: Desk, name: ActionName, story: DeskArticle) {
  const { method = 'POST', path = '', body } = actions[name];
  const { data = [] } = (await desk.send('GET', `/articles/${story.id}/corrections`)).json<{
    data?: { id: string }[];
  }>();
  const example = body?.meta()?.['examples'] as unknown[] | undefined;
  return {
    method,
    path: `/articles/${story.id}${path.replace(':version', '1').replace(':correction', data[0]?.id ?? 'none')}`,
    body: bodies[name]?.(story) ?? example?.[0],
  } as const;
}

async function doing(desk: Desk, name: ActionName, story: DeskArticle, etag: string | undefined, query = '') {
  const { method, path, body } = await sending(desk, name, story);
  return desk.send(method, `${path}${query}`, { body, etag });
}

/** Those who make what another may not: the highest role without the scope of the action. */
function roleBelow(name: ActionName): Role | undefined {
  return roles[roles.indexOf(lowestRoleWith(rules[name].scope)) - 1];
}

describe.each(actionNames)('%s', (name) => {
  it('is done, and is on record', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { slug: 'the-other' });
    const desk = await deskOf(house, 'chief');
    const before = await desk.read(await states[stateFor[name]](house));
    expect(before.actions[name]).toMatchObject({ allowed: true });
    const answer = await doing(desk, name, before, before.etag);
    const isNew = actions[name].ifMatch === undefined;
    expect(answer.statusCode, answer.body).toBe(isNew ? 201 : 200);
    const after = answer.json<DeskArticle>();
    expect(after.id === before.id).toBe(!isNew);
    expect((await actionsOn(house, after.id)).at(-1)).toBe(actions[name].event);
    expect(await desk.read(after.id)).toEqual(after);
    if (!isNew) expect(after.revision).toBe(before.revision + 1);
  });

  it('refuses a key that does not reach', async () => {
    const house = await openHouse({ seed: 'none' });
    const role = roleBelow(name);
    const story = await (await deskOf(house, 'chief')).read(await states[stateFor[name]](house));
    const answer = await doing(await deskOf(house, role ?? 'reporter'), name, story, story.etag);
    // Every role works on stories; another's are to a reporter as if they were not there.
    if (role === undefined) expect(answer.statusCode).toBe(404);
    else expect([answer.statusCode, answer.json()]).toMatchObject([403, { scope: rules[name].scope }]);
  });
});

describe.each(actionNames.filter((name) => actions[name].ifMatch !== undefined))('%s', (name) => {
  it('asks for the story as it is now', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const story = await desk.read(await states[stateFor[name]](house));
    expect((await doing(desk, name, story, undefined)).statusCode).toBe(428);
    const stale = await doing(desk, name, story, '"r999"');
    expect([stale.statusCode, stale.json()]).toMatchObject([412, { current: { etag: story.etag } }]);
    expect((await desk.read(story.id)).etag).toBe(story.etag);
  });
});

describe('every action in every state', () => {
  it.each(Object.keys(states) as (keyof typeof states)[])(
    '%s: can be done just where the desk says so, and nothing stays of a dry run',
    async (state) => {
      const house = await openHouse({ seed: 'none' });
      await givenStory(house, { slug: 'the-other' });
      const desk = await deskOf(house, 'chief');
      const story = await desk.read(await states[state](house));
      const possible = actionNames.filter((name) => story.actions[name].allowed);
      const before = await inventory(house);
      for (const name of actionNames) {
        const answer = await doing(desk, name, story, story.etag, '?dryRun=true');
        const isDone = answer.statusCode === 200 || answer.statusCode === 201;
        expect([name, isDone], answer.body).toEqual([name, possible.includes(name)]);
        if (isDone) continue;
        expect([name, answer.statusCode, answer.json()]).toMatchObject([name, 409, { actions: possible }]);
      }
      expect(await desk.read(story.id)).toEqual(story);
      expect(await inventory(house)).toEqual(before);
    },
  );
});
