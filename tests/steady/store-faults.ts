import { setTimeout as pause } from 'node:timers/promises';
import { drawing } from '../support/pictures.ts';
import { askDesk, publicStatus, sendToDesk } from './desk-calls.ts';
import { openFaultyStore, type StoreFault } from './faulty-store.ts';
import type { Harness, Outcome } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';

const faults: StoreFault[] = ['short', 404, 'half', 500, 'reset', 'hang'];

/** A store of pictures that hangs, breaks off, loses files for a moment and answers with errors. */
export const storeFaults: Harness = {
  name: 'store-faults',
  promise:
    'a store that fails in any way fails no picture for good and loses none, stories are read meanwhile, and `/health/ready` answers at once and names it',
  async play(size) {
    const store = await openFaultyStore();
    const newsroom = await openProcess({ ...store.settings, STOP_DELAY: '0' });
    try {
      await newsroom.start();
      return await spoil(newsroom, store, size === 'small' ? 1 : 10);
    } finally {
      await newsroom.clear();
      await store.close();
    }
  },
};

type Store = Awaited<ReturnType<typeof openFaultyStore>>;

async function spoil(newsroom: Newsroom, store: Store, rounds: number): Promise<Outcome> {
  const broken: string[] = [];
  const pictures = [await uploaded(newsroom, '#336699'), await uploaded(newsroom, '#663399')];
  let [refused, spoiled, slowestMs] = [0, 0, 0];
  async function look(fault: StoreFault): Promise<string[]> {
    const startedAt = performance.now();
    const ready = await fetch(`${newsroom.address}/health/ready`);
    const { degraded = [] } = (await ready.json()) as { degraded?: string[] };
    const ms = performance.now() - startedAt;
    slowestMs = Math.max(slowestMs, Math.round(ms));
    if (ready.status !== 200) broken.push(`${fault}: /health/ready answered ${ready.status}`);
    const list = await publicStatus(newsroom, '/v1/articles');
    if (list !== 200) broken.push(`${fault}: the list of stories answered ${list}`);
    return degraded;
  }
  for (let round = 0; round < rounds; round += 1)
    for (const [index, fault] of faults.entries()) {
      for (const id of pictures) await change(newsroom, id, `Credit ${round} ${index}`);
      store.set(fault);
      const sent = upload(newsroom, `#10${round % 10}${index}30`);
      let names: string[] = [];
      for (let looks = 0; looks < 40 && (looks < 10 || store.spoiled() < 3); looks += 1) {
        names = await look(fault);
        await pause(100);
      }
      const mustShow = fault === 'hang' || fault === 'reset' || fault === 500;
      for (let looks = 0; mustShow && looks < 50 && !names.includes('store'); looks += 1) {
        names = await look(fault);
        await pause(100);
      }
      if (mustShow && !names.includes('store')) broken.push(`${fault}: /health/ready never named the store`);
      spoiled += store.spoiled();
      store.set('none');
      const { status, id } = await sent;
      if (status === 201) pictures.push(id!);
      else if (status === 503) refused += 1;
      else broken.push(`${fault}: an upload was answered ${status}`);
      for (const one of pictures)
        broken.push(...(await wrongWith(newsroom, one)).map((what) => `${fault}: ${what}`));
    }
  await newsroom.stop();
  return {
    broken: [...new Set(broken)],
    figures: {
      pictures: pictures.length,
      'uploads refused': refused,
      'requests of the store spoiled': spoiled,
      'slowest /health/ready, ms': slowestMs,
    },
  };
}

async function upload(newsroom: Newsroom, colour: string): Promise<{ status: number; id?: string }> {
  const form = new FormData();
  form.append('fields', JSON.stringify({ captions: { en: { altText: 'A dot.' } } }));
  const bytes = await drawing({ width: 400, height: 300, colour }).jpeg().toBuffer();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'dot.jpg');
  const { status, body } = await sendToDesk(newsroom, 'POST', '/media', { body: form });
  const [first] = (body['data'] ?? []) as { media?: { id: string } }[];
  return { status, ...(first?.media && { id: first.media.id }) };
}

async function uploaded(newsroom: Newsroom, colour: string): Promise<string> {
  const { status, id } = await upload(newsroom, colour);
  if (id === undefined) throw new Error(`An upload was answered ${status}.`);
  return id;
}

/** Has its renditions made anew, since credits are in the files. */
async function change(newsroom: Newsroom, id: string, creditLine: string): Promise<void> {
  const { etag } = await askDesk(newsroom, 'GET', `/media/${id}`);
  await askDesk(newsroom, 'PATCH', `/media/${id}`, { etag, body: { creditLine } });
}

/** What is wrong with a picture once the store is well: it must be ready within two minutes. */
async function wrongWith(newsroom: Newsroom, id: string): Promise<string[]> {
  let state: unknown;
  for (let tries = 0; tries < 600; tries += 1) {
    state = (await askDesk(newsroom, 'GET', `/media/${id}`))['renditionsState'];
    if (state !== 'processing') break;
    await pause(200);
  }
  if (state !== 'ready') return [`a picture is ${String(state)} after the store was well again`];
  const file = await fetch(`${newsroom.address}/v1/desk/media/${id}/files/xs.jpg`, {
    headers: { authorization: `Bearer ${newsroom.secret}` },
  });
  await file.arrayBuffer();
  return file.status === 200 ? [] : [`a file of a picture that is ready answers ${file.status}`];
}
