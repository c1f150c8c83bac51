import { describe, expect, it } from 'vitest';
import { lowestRoleWith, roles, type Role } from '../../../../src/access/scopes.ts';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import { actions } from '../../../../src/desk/story-routes/actions.ts';
import { actionNames, rules, type ActionName } from '../../../../src/desk/actions/actions.ts';
import { actionsOn } from '../../../support/at-desk.ts';
import { deskOf, type Desk } from '../../../support/desk.ts';
import { givenCopy, givenStory } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';
import { inventory } from '../inventory.ts';
import { sending, stateNames, states, type StateName } from './states.ts';

/** A draft, brought into a state; or as its source sent it. */
async function storyInState(house: House, state: StateName | 'sent'): Promise<string> {
  if (state === 'sent') {
    const body = { headline: 'From the wire', bodyText: 'One.', sourceVersion: 1 };
    const sent = await (await deskOf(house, 'editor')).send('PUT', '/external-ids/wire/42', { body });
    return sent.json<DeskArticle>().id;
  }
  const id = await givenCopy(house);
  await states[state](house, id);
  return id;
}

/** A state in which each can be done, so that it changes something. */
const stateFor: Record<ActionName, StateName | 'sent'> = {
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
    const before = await desk.read(await storyInState(house, stateFor[name]));
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
    const story = await (await deskOf(house, 'chief')).read(await storyInState(house, stateFor[name]));
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
    const story = await desk.read(await storyInState(house, stateFor[name]));
    expect((await doing(desk, name, story, undefined)).statusCode).toBe(428);
    const stale = await doing(desk, name, story, '"r999"');
    expect([stale.statusCode, stale.json()]).toMatchObject([412, { current: { etag: story.etag } }]);
    expect((await desk.read(story.id)).etag).toBe(story.etag);
  });
});

describe('every action in every state', () => {
  // There a refusal names what the state allows, and publishing answers 422 with what stands in the way.
  it.each(stateNames.filter((state) => state !== 'waitingForApproval'))(
    '%s: can be done just where the desk says so, and nothing stays of a dry run',
    async (state) => {
      const house = await openHouse({ seed: 'none' });
      await givenStory(house, { slug: 'the-other' });
      const desk = await deskOf(house, 'chief');
      const story = await desk.read(await storyInState(house, state));
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
