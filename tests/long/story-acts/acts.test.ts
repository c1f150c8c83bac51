/** Who may do what with a story in which state: played, and held to the table in `acts.md`. */
import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../src/access/issue-key.ts';
import type { Role } from '../../../src/access/scopes.ts';
import { importer, ensureImporter, system } from '../../../src/access/system.ts';
import { actionNames, type ActionName } from '../../../src/desk/actions/actions.ts';
import { formats } from '../../../src/desk/imports/formats.ts';
import { runImport } from '../../../src/desk/imports/run.ts';
import type { ImportResult } from '../../../src/desk/imports/schema.ts';
import { keepRecord } from '../../../src/desk/incoming/record.ts';
import { fingerprintOf } from '../../../src/desk/incoming/sent.ts';
import type { DeskArticle } from '../../../src/desk/show/desk-article.ts';
import { loadStory } from '../../../src/desk/stories/story.ts';
import { actions } from '../../../src/desk/story-routes/actions.ts';
import { keyHolders, readActs, writeActs, type ActsTable } from '../../support/acts-table.ts';
import type { Response } from '../../support/contract-client.ts';
import { deskOf, deskWith, type Desk } from '../../support/desk.ts';
import { givenStory } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import {
  changeOf,
  houseOf,
  sending,
  stateNames,
  states,
  type StateName,
} from '../../routes/desk/articles/states.ts';

const item = {
  ...{ uri: 'tag:wire.example,2026:1', type: 'text', version: '2' },
  headlines: [{ value: 'From the wire' }],
  bodies: [{ contentType: 'text/plain', value: 'It is new.' }],
};
const sent = { headline: 'From the wire', bodyText: 'It is new.' };
const place = `/external-ids/ninjs/${encodeURIComponent(item.uri)}`;

/** What a source does with a story that it sent before. */
const sourceActs = ['send by external id', 'import', 'import and publish'] as const;

/** What is decided about a version that its source sent and that waits. */
const trayActs = ['accept what waits', 'dismiss what waits'] as const;

const patch = { headline: 'In other words' };
const told = { reason: 'For a reason.', notice: 'It was wrong.' };

type Variant = { name: ActionName; body: (story: DeskArticle) => unknown; etag?: '*' };

/** Further ways to do an action: what is sent, and the `If-Match` where it is not that of the story. */
const variants = {
  'publish a patch': { name: 'publish', body: (story) => ({ patch, ...changeOf(story) }) },
  'publish an older version': { name: 'publish', body: (story) => ({ version: 1, ...changeOf(story) }) },
  'publish a mend of what is live': {
    name: 'publish',
    body: (story) => ({ base: 'live', patch, ...changeOf(story) }),
  },
  'schedule a patch': {
    name: 'schedule',
    body: (story) => ({ at: '2045-03-01T00:00:00Z', patch, ...changeOf(story) }),
  },
  'withdraw with translations': { name: 'withdraw', body: () => ({ ...told, translations: true }) },
  'kill with translations': { name: 'kill', body: () => ({ ...told, translations: true }) },
  'kill whatever was saved since': { name: 'kill', body: () => told, etag: '*' },
} satisfies Record<string, Variant>;
type VariantName = keyof typeof variants;
const variantNames = Object.keys(variants) as VariantName[];

type Act = ActionName | 'read' | VariantName | (typeof sourceActs)[number] | (typeof trayActs)[number];
const acts: Act[] = ['read', ...actionNames, ...variantNames, ...sourceActs, ...trayActs];

const callers = [...keyHolders, 'import command'] as const;
type Caller = (typeof callers)[number];

const page = readActs(new URL('acts.md', import.meta.url));

describe('every act by everybody', () => {
  it.each(stateNames)('is answered for a story that is %s as the table says', async (state) => {
    const written = page[state] ?? {};
    const played = await playAll(state);
    expect(played, `acts.md should say:\n\n${writeActs(state, played, callers)}`).toEqual(written);
  });

  it('is written for no state that is none', () => {
    expect(Object.keys(page)).toEqual(stateNames);
  });
});

async function playAll(state: StateName): Promise<ActsTable> {
  const house = await openHouse({ seed: 'none' });
  await ensureImporter(house.database);
  await givenStory(house, { slug: 'the-other' });
  const desks = await desksOf(house);
  const { id } = (
    await desks['reporter, own'].send('PUT', place, { body: { headline: 'A story', bodyText: 'One.' } })
  ).json<DeskArticle>();
  const owner = (await desks['reporter, own'].send('GET', '/me')).json<{ actor: { id: string } }>().actor;
  await states[state](houseOf(house, owner), id);
  const waiting = await givenWaiting(house, id);
  const played: ActsTable = {};
  for (const act of acts) {
    const cells: Record<string, string> = (played[act] = {});
    // Read once, not again for each caller: a dry run that changed it would show as 412 of the next.
    const story = await desks.chief.read(id);
    for (const caller of callers) {
      cells[caller] =
        caller === 'import command'
          ? await byCommand(house, act)
          : await byKey(desks[caller], act, { story, chief: desks.chief, waiting });
    }
  }
  return played;
}

async function desksOf(house: House): Promise<Record<Exclude<Caller, 'import command'>, Desk>> {
  const { secret } = await house.database.transact(system, (work) =>
    issueKey(work, { name: 'Wire', role: 'chief', actor: { name: 'Wire', kind: 'service' } }),
  );
  async function person(role: Role): Promise<Desk> {
    return deskOf(house, role);
  }
  return {
    'reporter, own': await person('reporter'),
    "reporter, another's": await person('reporter'),
    editor: await person('editor'),
    chief: await person('chief'),
    admin: await person('admin'),
    'service with a chief’s key': deskWith(house, { authorization: `Bearer ${secret}` }),
  };
}

/** Another version of the story waits, in whatever state it is. */
async function givenWaiting(house: House, id: string): Promise<string> {
  const input = { headline: 'Another' };
  const fingerprint = fingerprintOf('another');
  const sent = { name: { scheme: 'wire', value: '43' }, pubStatus: 'usable' as const, fingerprint, input };
  return house.play(async (work) => {
    const story = await loadStory(work.tx, id);
    const { content } = story;
    const record = await keepRecord(work, sent, { story, state: 'waiting', why: 'Why not.', content });
    return record.id;
  });
}

type AtHand = { story: DeskArticle; chief: Desk; waiting: string };

async function byKey(desk: Desk, act: Act, { story, chief, waiting }: AtHand): Promise<string> {
  switch (act) {
    case 'read':
      return said(await desk.send('GET', `/articles/${story.id}`));
    case 'send by external id':
      return said(await desk.send('PUT', `${place}?dryRun=true`, { body: sent }));
    case 'import':
      return imported(await desk.send('POST', '/imports?dryRun=true', { body: item }));
    case 'import and publish':
      return imported(
        await desk.send('POST', '/imports?dryRun=true&publish=true&change=New', { body: item }),
      );
    case 'accept what waits': {
      const { etag } = story;
      return said(await desk.send('POST', `/incoming/${waiting}/accept?dryRun=true`, { body: {}, etag }));
    }
    case 'dismiss what waits':
      return said(
        await desk.send('POST', `/incoming/${waiting}/dismiss?dryRun=true`, { body: { reason: 'No.' } }),
      );
    default: {
      const variant: Variant | undefined = variants[act as VariantName];
      const name = variant?.name ?? (act as ActionName);
      const { method, path, body } = await sending(chief, name, story);
      const etag = actions[name].ifMatch === undefined ? undefined : (variant?.etag ?? story.etag);
      const sent = { body: variant ? variant.body(story) : body, etag };
      return said(await desk.send(method, `${path}?dryRun=true`, sent));
    }
  }
}

async function byCommand({ database, clock }: House, act: Act): Promise<string> {
  if (act !== 'import' && act !== 'import and publish') return '–';
  const source = {
    index: 0,
    read: async () => formats.ninjs.read({ value: item }, { now: clock.now() }),
  };
  const [result] = await runImport(database, [source], {
    actor: importer,
    mayUse: () => true,
    defaultLocale: 'en',
    dryRun: true,
    publish: act === 'import and publish',
    createRecords: false,
    change: 'New',
    onError: (error) => {
      throw error;
    },
  });
  return outcomeOf(result!);
}

function said(answer: Response): string {
  if (answer.statusCode < 300) return answer.statusCode === 202 ? 'waits' : 'done';
  return `${answer.statusCode} ${answer.json<{ type: string }>().type.split('/').at(-1)}`;
}

function imported(answer: Response): string {
  return answer.statusCode === 200
    ? outcomeOf(answer.json<{ results: ImportResult[] }>().results[0]!)
    : said(answer);
}

function outcomeOf({ outcome, published }: ImportResult): string {
  return published ? `${outcome}, published` : outcome;
}
