/** A source that sends versions in any order, repeats and cancels them, while the desk edits and decides. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueKey } from '../../src/access/issue-key.ts';
import type { ImportReport } from '../../src/desk/imports/schema.ts';
import type { Incoming } from '../../src/desk/incoming/schema.ts';
import type { DeskArticle } from '../../src/desk/show/desk-article.ts';
import { findingsIn } from '../support/doctor.ts';
import { deskOf, deskWith, type Desk } from '../support/desk.ts';
import { openHouse } from '../support/house.ts';
import {
  dismissable,
  follow,
  newTray,
  receive,
  receiveTogether,
  type Tray,
  type Version,
} from './wire-model.ts';

const uri = 'tag:wire.example,2026:1';
const place = `/external-ids/ninjs/${encodeURIComponent(uri)}`;

type Step =
  | { kind: 'put'; version: Version }
  | { kind: 'import'; versions: Version[] }
  | { kind: 'edit' | 'dismiss' | 'follow' };

const number = fc.constantFrom(1, 2, 3, 4);
const put: fc.Arbitrary<Step> = fc
  .record({ number, says: fc.constantFrom('a', 'b'), fault: fc.nat(3) })
  .map(({ number, says, fault }) => ({
    kind: 'put',
    version: { status: 'usable', number, says: fault === 0 ? `${says} faulty` : says, isFaulty: fault === 0 },
  }));
const imported: fc.Arbitrary<Version> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ status: fc.constant('usable' as const), number, says: fc.constantFrom('x', 'y') }),
  },
  { weight: 1, arbitrary: number.map((number) => ({ status: 'canceled' as const, number, says: 'gone' })) },
  { weight: 1, arbitrary: fc.constant({ status: 'canceled' as const, says: 'gone' }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: put },
  {
    weight: 4,
    arbitrary: fc
      .array(imported, { minLength: 1, maxLength: 4 })
      .map((versions) => ({ kind: 'import' as const, versions })),
  },
  { weight: 2, arbitrary: fc.constantFrom('edit', 'dismiss', 'follow').map((kind) => ({ kind })) },
);

function itemOf({ status, number, says }: Version) {
  return {
    ...{ uri, type: 'text', language: 'en', pubStatus: status },
    ...(number !== undefined && { version: String(number) }),
    headlines: [{ value: `${number ?? ''} ${says}` }],
    bodies: [{ contentType: 'text/plain', value: 'A text.' }],
  };
}

const toldByStatus: Record<number, string> = {
  201: 'created',
  202: 'waiting',
  409: 'refused',
  422: 'refused',
};

async function playWire(steps: Step[]): Promise<void> {
  const house = await openHouse({ seed: 'none' });
  const { secret } = await house.play((work) =>
    issueKey(work, { name: 'Wire', role: 'editor', actor: { name: 'Wire', kind: 'service' } }),
  );
  const wire = deskWith(house, { authorization: `Bearer ${secret}` });
  const editor = await deskOf(house, 'editor');
  const tray = newTray();
  try {
    for (const [index, one] of steps.entries()) {
      const at = `step ${index}, ${JSON.stringify(one)}`;
      await take(one, tray, { wire, editor, edits: index, at });
      await compare(tray, editor, at);
    }
    expect(await findingsIn(house.file)).toEqual([]);
  } finally {
    await house.close();
  }
}

type Doing = { wire: Desk; editor: Desk; edits: number; at: string };

async function take(step: Step, tray: Tray, { wire, editor, edits, at }: Doing): Promise<void> {
  if (step.kind === 'put') {
    const { number, says, isFaulty } = step.version;
    const body = {
      ...{ headline: `${number} ${says}`, bodyText: 'A text.', sourceVersion: number },
      ...(isFaulty && { section: 'none' }),
    };
    const before = (await storyAt(editor))?.copy.version;
    const answer = await wire.send('PUT', place, { body });
    const after = (await storyAt(editor))?.copy.version;
    const told = toldByStatus[answer.statusCode] ?? (before === after ? 'unchanged' : 'updated');
    expect(told, `${at}: ${answer.body}`).toBe(receive(tray, step.version));
  } else if (step.kind === 'import') {
    const body = step.versions.map(itemOf);
    const answer = await wire.send('POST', '/imports?publish=true&change=Updated', { body });
    const { results } = answer.json<ImportReport>();
    const wasMarked = tray.isMarked;
    expect(
      results.map(({ outcome }) => outcome),
      `${at}: ${answer.body}`,
    ).toEqual(receiveTogether(tray, step.versions));
    if (wasMarked)
      expect(
        results.filter(({ published }) => published),
        at,
      ).toEqual([]);
  } else {
    await decide(step.kind, tray, { wire, editor, edits, at });
  }
}

async function decide(
  kind: 'edit' | 'dismiss' | 'follow',
  tray: Tray,
  { editor, edits, at }: Doing,
): Promise<void> {
  const story = await storyAt(editor);
  if (kind === 'dismiss') {
    const one = dismissable(tray);
    if (!one) return;
    const found = (await recordsOf(editor)).toReversed()[tray.records.indexOf(one)]!;
    const answer = await editor.send('POST', `/incoming/${found.id}/dismiss`, { body: { reason: 'No.' } });
    expect(answer.statusCode, `${at}: ${answer.body}`).toBe(200);
    one.state = 'dismissed';
  } else if (story && kind === 'edit') {
    expect((await editor.patch(story.id, { kicker: `Edit ${edits}` })).statusCode, at).toBe(200);
    tray.isEdited = true;
  } else if (story) {
    expect((await editor.act(story.id, 'follow')).statusCode, at).toBe(200);
    follow(tray);
  }
}

async function storyAt(editor: Desk): Promise<DeskArticle | undefined> {
  const answer = await editor.send('GET', place);
  return answer.statusCode === 200 ? answer.json<DeskArticle>() : undefined;
}

/** In the order of arrival, the last first. */
async function recordsOf(editor: Desk): Promise<Incoming[]> {
  const { data } = (await editor.send('GET', '/incoming?limit=100')).json<{ data: Incoming[] }>();
  return data.toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

async function compare(tray: Tray, editor: Desk, at: string): Promise<void> {
  const records = (await recordsOf(editor)).toReversed();
  expect(
    records.map(({ sourceVersion, pubStatus, state }) => [sourceVersion, pubStatus, state]),
    at,
  ).toEqual(tray.records.map(({ number, status, state }) => [number, status, state]));
  const story = await storyAt(editor);
  expect(story !== undefined, at).toBe(tray.hasStory);
  if (!story) return;
  const waiting = tray.records.filter(({ state }) => state === 'waiting').length;
  expect([story.incoming?.waiting ?? 0, story.incoming?.cancelled !== undefined], at).toEqual([
    waiting,
    tray.isMarked,
  ]);
}

/** A version that waits since it is faulty, and comes again. */
const repeatedFault: Step[] = [
  { kind: 'import', versions: [{ status: 'usable', number: 1, says: 'x' }] },
  { kind: 'put', version: { status: 'usable', number: 1, says: 'a faulty', isFaulty: true } },
  { kind: 'put', version: { status: 'usable', number: 1, says: 'a faulty', isFaulty: true } },
];

describe('a source that sends anything in any order', () => {
  it('is received as the model says, and nothing of it is lost', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), playWire), {
      numRuns: 12,
      interruptAfterTimeLimit: 60_000,
      examples: [[repeatedFault]],
    });
  }, 90_000);
});
