import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { askDesk, publicStatus, sendToDesk } from './desk-calls.ts';
import type { Harness, Outcome } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';

const dayMs = 86_400_000;
const stepMs = 3_000;

/** Shifts Date.now in the server's process by the milliseconds in a file. */
function preload(file: string): string {
  return `
import { readFileSync } from 'node:fs';
const now = Date.now;
Date.now = () => now() + Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
`;
}

/** A clock that is set wrong for three seconds, forward and back, and over restarts. */
export const clockSteps: Harness = {
  name: 'clock-steps',
  promise:
    'a clock that is wrong for three seconds destroys no text, ends no story and publishes nothing; what ended over a restart is brought back by `extend`',
  async play(size) {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-clock-'));
    const file = join(folder, 'shift');
    function setClock(days: number): void {
      writeFileSync(file, String(days * dayMs));
    }
    setClock(0);
    await writeFile(join(folder, 'preload.mjs'), preload(file));
    const newsroom = await openProcess({
      NODE_OPTIONS: `--import=${join(folder, 'preload.mjs')}`,
      KEEP_DRAFT_VERSIONS_DAYS: '30',
      STOP_DELAY: '0',
    });
    try {
      await newsroom.start();
      return await step(newsroom, setClock, size === 'small' ? 1 : 10);
    } finally {
      await newsroom.clear();
      await rm(folder, { recursive: true });
    }
  },
};

async function step(newsroom: Newsroom, setClock: (days: number) => void, rounds: number): Promise<Outcome> {
  const broken: string[] = [];
  const stories = await givenStories(newsroom);
  let steps = 0;
  async function whileSet(days: number): Promise<void> {
    setClock(days);
    steps += 1;
    const until = performance.now() + stepMs;
    while (performance.now() < until) {
      broken.push(...(await wrongWith(newsroom, stories, `while the clock is ${days} days off`)));
      await pause(100);
    }
    setClock(0);
    await pause(1_100);
    broken.push(...(await wrongWith(newsroom, stories, `after the clock was ${days} days off`)));
  }
  for (let round = 0; round < rounds; round += 1) for (const days of [40, -1]) await whileSet(days);

  if (broken.length > 0) return { broken: [...new Set(broken)], figures: { 'steps of the clock': steps } };

  // After a start nobody can tell a wrong clock from a long pause: what ends then must come back.
  const scheduled = await askDesk(newsroom, 'GET', `/articles/${stories.scheduled}`);
  await askDesk(newsroom, 'POST', `/articles/${stories.scheduled}/unschedule`, { etag: scheduled.etag });
  setClock(40);
  await newsroom.stop();
  await newsroom.start();
  await pause(stepMs);
  await newsroom.stop();
  setClock(0);
  await newsroom.start();
  await pause(1_100);
  broken.push(...(await lostText(newsroom, stories, 'after a start with a wrong clock')));
  const ended = await askDesk(newsroom, 'GET', `/articles/${stories.live}`);
  const isBack = (await publicStatus(newsroom, `/v1/articles/${stories.live}`)) === 200;
  if (!isBack) {
    const until = new Date(Date.now() + 2 * dayMs).toISOString();
    await askDesk(newsroom, 'POST', `/articles/${stories.live}/extend`, {
      etag: ended.etag,
      body: { until },
    });
    if ((await publicStatus(newsroom, `/v1/articles/${stories.live}`)) !== 200)
      broken.push('a story that a wrong clock ended is not brought back by extend');
  }
  await newsroom.stop();
  return {
    broken: [...new Set(broken)],
    figures: { 'steps of the clock': steps, 'stories ended by a start with a wrong clock': isBack ? 0 : 1 },
  };
}

type Stories = { draft: string; live: string; scheduled: string };

/** A draft with former versions, a story that expires tomorrow, and one that goes out in twenty days. */
async function givenStories(newsroom: Newsroom): Promise<Stories> {
  let draft = await askDesk(newsroom, 'POST', '/articles', {
    body: { headline: 'Draft', bodyText: 'Word 1.' },
  });
  for (const number of [2, 3])
    draft = await askDesk(newsroom, 'PATCH', `/articles/${draft.id}`, {
      etag: draft.etag,
      body: { bodyText: `Word ${number}.` },
    });
  const bylines = [{ byline: 'jane-doe', role: 'author' }];
  await askDesk(newsroom, 'POST', '/bylines', {
    body: { kind: 'person', name: 'Jane Doe', slug: 'jane-doe' },
  });
  async function create(headline: string) {
    return askDesk(newsroom, 'POST', '/articles', { body: { headline, bodyText: 'Text.', bylines } });
  }
  let live = await create('Live');
  live = await askDesk(newsroom, 'POST', `/articles/${live.id}/publish`, { etag: live.etag, body: {} });
  const at = new Date(Date.now() + dayMs).toISOString();
  await askDesk(newsroom, 'POST', `/articles/${live.id}/expire`, {
    etag: live.etag,
    body: { at, reason: 'The licence ends.' },
  });
  const scheduled = await create('Scheduled');
  await askDesk(newsroom, 'POST', `/articles/${scheduled.id}/schedule`, {
    etag: scheduled.etag,
    body: { at: new Date(Date.now() + 20 * dayMs).toISOString() },
  });
  return { draft: draft.id, live: live.id, scheduled: scheduled.id };
}

async function wrongWith(newsroom: Newsroom, stories: Stories, when: string): Promise<string[]> {
  const [live, scheduled] = [
    await publicStatus(newsroom, `/v1/articles/${stories.live}`),
    await publicStatus(newsroom, `/v1/articles/${stories.scheduled}`),
  ];
  return [
    ...(live === 200 ? [] : [`${when} a story that ends tomorrow answers ${live}`]),
    ...(scheduled === 404 ? [] : [`${when} a story for in twenty days answers ${scheduled}`]),
    ...(await lostText(newsroom, stories, when)),
  ];
}

async function lostText(newsroom: Newsroom, { draft }: Stories, when: string): Promise<string[]> {
  const lost: string[] = [];
  for (const version of [1, 2, 3]) {
    const { body } = await sendToDesk(newsroom, 'GET', `/articles/${draft}/versions/${version}`);
    if (!JSON.stringify(body).includes(`Word ${version}.`))
      lost.push(`${when} version ${version} has no text`);
  }
  return lost;
}
