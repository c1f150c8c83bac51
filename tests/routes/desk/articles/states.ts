/** A story in each state that decides about what can be done with it, and what is sent to do each. */
import type { Actor } from '../../../../src/foundation/database/database.ts';
import { saveCopy } from '../../../../src/desk/drafts/save.ts';
import { receiveCancellation } from '../../../../src/desk/incoming/cancel.ts';
import { receiveVersion } from '../../../../src/desk/incoming/receive.ts';
import { fingerprintOf, type Sent } from '../../../../src/desk/incoming/sent.ts';
import { deleteArticle } from '../../../../src/desk/drafts/delete.ts';
import { consolidateArticle } from '../../../../src/desk/release/consolidate.ts';
import { moveEmbargo } from '../../../../src/desk/release/embargo.ts';
import { expireArticle } from '../../../../src/desk/release/expire.ts';
import { killArticle } from '../../../../src/desk/release/kill.ts';
import { publishArticle } from '../../../../src/desk/release/publish.ts';
import { scheduleArticle } from '../../../../src/desk/release/schedule.ts';
import { unpublishArticle } from '../../../../src/desk/release/unpublish.ts';
import { withdrawArticle } from '../../../../src/desk/release/withdraw.ts';
import { submitArticle } from '../../../../src/desk/review/submit.ts';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import type { ActionName } from '../../../../src/desk/actions/actions.ts';
import { actions } from '../../../../src/desk/story-routes/actions.ts';
import { loadStory } from '../../../../src/desk/stories/story.ts';
import { deskOf, type Desk } from '../../../support/desk.ts';
import { givenSection, givenStory, storyIn } from '../../../support/given.ts';
import type { House } from '../../../support/house.ts';

const reason = 'For a reason.';
const told = { reason, notice: 'It was wrong.' };
const later = Date.parse('2045-06-15T06:00:00Z');

type Verb = Parameters<House['act']>[1];

/** Brings a draft into each state. What is done here is done by whoever `house.act` acts for. */
export const states = {
  draft: (house: House, id: string) =>
    after(house, id, (work, story) => saveCopy(work, story, storyIn({ ...names(story), bodyText: 'More.' }))),
  inReview: (house: House, id: string) => after(house, id, submitArticle),
  approved: async (house: House, id: string) => {
    await states.inReview(house, id);
    await (await deskOf(house, 'editor')).act(id, 'approve');
  },
  waitingForApproval: async (house: House, id: string) => {
    const section = await givenSection(house, { name: 'Courts', requiresApproval: true });
    await after(house, id, (work, story) => saveCopy(work, story, storyIn({ ...names(story), section })));
  },
  scheduled: (house: House, id: string) =>
    after(house, id, (work, story) => scheduleArticle(work, story, { at: later })),
  embargoed: (house: House, id: string) =>
    after(house, id, (work, story) => moveEmbargo(work, story, Date.parse('2045-01-01T00:00:00Z'))),
  toBeKilled: (house: House, id: string) =>
    after(house, id, (work, story) => killArticle(work, story, { ...told, needsTwo: true })),
  live: (house: House, id: string) => after(house, id, (work, story) => publishArticle(work, story, {})),
  corrected: async (house: House, id: string) => {
    await fromLive(house, id, (work, story) =>
      saveCopy(work, story, storyIn({ ...names(story), bodyText: 'Mended.' })),
    );
    await house.act(id, (work, story) =>
      publishArticle(work, story, { change: { kind: 'correction', text: 'Mended.' } }),
    );
  },
  liveForAWhile: (house: House, id: string) =>
    fromLive(house, id, (work, story) => expireArticle(work, story, { reason, at: later })),
  unpublished: (house: House, id: string) =>
    fromLive(house, id, (work, story) => unpublishArticle(work, story, { reason })),
  withdrawn: (house: House, id: string) =>
    fromLive(house, id, (work, story) => withdrawArticle(work, story, told)),
  consolidated: async (house: House, id: string) => {
    const into = await givenStory(house);
    await fromLive(house, id, (work, story) => consolidateArticle(work, story, { reason, into }));
  },
  expired: (house: House, id: string) =>
    fromLive(house, id, (work, story) => expireArticle(work, story, { reason })),
  killed: (house: House, id: string) => fromLive(house, id, (work, story) => killArticle(work, story, told)),
  cancelledBySource: async (house: House, id: string) => {
    await receive(house, id, 'usable');
    await after(house, id, (work, story) =>
      receiveCancellation(work, { story, sourceVersion: null, sends: true }, fromSource(story, 'canceled')),
    );
  },
  withheldBySource: (house: House, id: string) => receive(house, id, 'withheld'),
  deleted: (house: House, id: string) =>
    after(house, id, (work, story) => deleteArticle(work, story, { whereUsed: async () => [] })),
};
export type StateName = keyof typeof states;
export const stateNames = Object.keys(states) as StateName[];

async function after(house: House, id: string, verb: Verb): Promise<void> {
  await house.act(id, verb);
}

async function fromLive(house: House, id: string, verb: Verb): Promise<void> {
  await states.live(house, id);
  await house.act(id, verb);
}

function names({ content: { externalIds } }: Parameters<Verb>[1]) {
  return { externalIds };
}

/** Receives a version from the source of a story. */
async function receive(house: House, id: string, pubStatus: Sent['pubStatus']): Promise<void> {
  await after(house, id, (work, story) =>
    receiveVersion(work, { story, sourceVersion: null, sends: true }, fromSource(story, pubStatus), {
      defaultLocale: 'en',
    }),
  );
}

/** What the source of a story sends of it. */
function fromSource({ content }: Parameters<Verb>[1], pubStatus: Sent['pubStatus']): Sent {
  const [name = { scheme: 'wire', value: '42' }] = content.externalIds;
  const input = storyIn({ headline: 'From the source' });
  return { name, input, sourceVersion: 1, pubStatus, fingerprint: fingerprintOf(pubStatus) };
}

/** The house, in which the verbs are played for somebody. */
export function houseOf(house: House, actor: Actor): House {
  return {
    ...house,
    play: (verb) => house.database.transact(actor, verb),
    act: (id, verb) =>
      house.database.transact(actor, async (work) => verb(work, await loadStory(work.tx, id))),
  };
}

/** What is sent, where the example of the contract does not fit every state. */
const bodies: Partial<Record<ActionName, (story: DeskArticle) => unknown>> = {
  publish: (story) => changeOf(story),
  schedule: (story) => ({ at: '2045-03-01T00:00:00Z', ...changeOf(story) }),
  expire: ({ publication }) =>
    publication.state === 'live' ? { reason } : { reason, at: '2045-07-01T00:00:00Z' },
  consolidate: () => ({ reason, into: 'the-other' }),
  dropSource: ({ externalIds: [source] }) => ({ reason, ...(source ?? { scheme: 'wire', value: '42' }) }),
};

export function changeOf({ publication }: DeskArticle) {
  return publication.publishedAt === undefined ? {} : { change: { kind: 'editorsNote', text: 'New.' } };
}

/** The request for an action; `the-other` is the slug of a live story. */
export async function sending(desk: Desk, name: ActionName, story: DeskArticle) {
  const { method = 'POST', path = '', body } = actions[name];
  const correction = path.includes(':correction') ? await firstCorrection(desk, story) : undefined;
  const example = body?.meta()?.['examples'] as unknown[] | undefined;
  return {
    method,
    path: `/articles/${story.id}${path.replace(':version', '1').replace(':correction', correction ?? 'none')}`,
    body: bodies[name]?.(story) ?? example?.[0],
  } as const;
}

async function firstCorrection(desk: Desk, { id }: DeskArticle): Promise<string | undefined> {
  const { data = [] } = (await desk.send('GET', `/articles/${id}/corrections`)).json<{
    data?: { id: string }[];
  }>();
  return data[0]?.id;
}
