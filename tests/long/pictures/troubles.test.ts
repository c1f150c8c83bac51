/** Pictures whose files cannot be made, lie cut in the store, or are gone with the whole folder. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { renditionKey } from '../../../src/library/pictures/renditions/files.ts';
import { findRenditions } from '../../../src/library/pictures/renditions/rendition-store.ts';
import { openImageWorker } from '../../../src/library/pictures/worker/image-worker.ts';
import { media as pictures } from '../../../src/library/tables/pictures.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { type House, openHouse } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';

async function open() {
  const house = await openHouse({ seed: 'none', ownPictures: true });
  const desk = await deskOf(house, 'editor');
  return { house, desk, id: await takenIn(desk) };
}

async function takenIn(desk: Desk, colour = '#336699'): Promise<string> {
  const bytes = await drawing({ width: 400, height: 300, colour }).jpeg().toBuffer();
  return (await upload(desk, [{ bytes }])).json().data[0].media.id;
}

async function stateOf(desk: Desk, id: string): Promise<string> {
  return (await desk.send('GET', `/media/${id}`)).json().renditionsState;
}

/** Has the image worker throw this error at every job, until what it gives is called. */
function failing({ pictures: { imageWorker } }: House, error: Error): () => void {
  const run = imageWorker.run;
  imageWorker.run = () => Promise.reject(error);
  return () => (imageWorker.run = run);
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: something of the system`), { code });
}

describe('a picture whose files cannot be made', () => {
  it.each(['ENOENT', 'ESTALE', 'EBUSY', 'EIO'])(
    'because of %s waits, is told once, and is made later',
    async (code) => {
      const { house, desk, id } = await open();
      const { renditionMaker } = house.pictures;
      const mend = failing(house, systemError(code));
      const reported: unknown[] = [];
      function report(...told: unknown[]): void {
        reported.push(told);
      }
      await renditionMaker.run(report).catch((error: unknown) => report(error));
      expect(await stateOf(desk, id)).toBe('processing');
      expect(reported).toHaveLength(1);
      const asked = await desk.send('GET', `/media/${id}/files/xs.jpg`);
      expect([asked.statusCode, asked.headers['retry-after']]).toEqual([503, '5']);
      mend();
      expect((await desk.send('GET', `/media/${id}/files/xs.jpg`)).statusCode).toBe(200);
      await expect
        .poll(() => renditionMaker.run().then(() => stateOf(desk, id)), { timeout: 20_000 })
        .toBe('ready');
    },
  );

  it('holds up no other', async () => {
    const { house, desk, id } = await open();
    const other = await takenIn(desk, '#fff');
    const { imageWorker, renditionMaker } = house.pictures;
    const run = imageWorker.run;
    let jobs = 0;
    imageWorker.run = (job, priority) =>
      jobs++ === 0 ? Promise.reject(systemError('ESTALE')) : run(job, priority);
    await renditionMaker.run();
    expect([await stateOf(desk, id), await stateOf(desk, other)].toSorted()).toEqual(['processing', 'ready']);
  });
});

/** An image worker whose process runs these words at its first job. */
async function workerThat(words: string) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-worker-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = join(folder, 'worker.mjs');
  await writeFile(program, `process.on('message', () => { ${words} });\nprocess.send('ready');\n`);
  const worker = openImageWorker({ program });
  onTestFinished(() => worker.close());
  return worker;
}

describe('an image worker that dies over a job', () => {
  it('was killed by the system: that is not the fault of the picture', async () => {
    const worker = await workerThat("process.kill(process.pid, 'SIGKILL');");
    await expect(worker.run({ kind: 'inspect', path: 'a.jpg' })).rejects.toMatchObject({
      problem: 'unavailable',
      cause: { message: expect.stringContaining('memory') },
    });
  });

  it.each(['process.exit(1);', 'process.abort();'])(
    'by itself (%s): the picture is refused',
    async (words) => {
      const worker = await workerThat(words);
      await expect(worker.run({ kind: 'inspect', path: 'a.jpg' })).rejects.toMatchObject({
        refusal: { detail: 'could not be processed: over the time or memory limit' },
      });
    },
  );
});

describe('a picture that failed for another reason than itself', () => {
  async function fail(house: House, id: string, renditionsFault: string): Promise<void> {
    const failed = { renditionsState: 'failed' as const, renditionsFault };
    await house.play(({ tx }) => tx.update(pictures).set(failed).where(eq(pictures.id, id)));
  }

  it.each(['could not be made: the log says why', 'could not be processed: over the time or memory limit'])(
    '(%s) is tried again, and then once a day',
    async (fault) => {
      const { house, desk, id } = await open();
      const { heal } = house.pictures;
      await fail(house, id, fault);
      expect(await heal(0)).toBe(1);
      expect(await stateOf(desk, id)).toBe('processing');
      await fail(house, id, fault);
      expect(await heal(86_399_999)).toBe(0);
      expect(await heal(86_400_000)).toBe(1);
    },
  );

  it('is not one that cannot be read as a picture', async () => {
    const { house, id } = await open();
    await fail(house, id, 'cannot be read as a picture: it is broken or cut off');
    expect(await house.pictures.heal(0)).toBe(0);
  });
});

describe('a file of a picture in the store', () => {
  it.each(['cut', 'cut to nothing', 'longer than it was'])(
    'that is %s is made anew at its next request',
    async (how) => {
      const { house, desk, id } = await open();
      const path = `/media/${id}/files/xs.jpg`;
      const whole = (await desk.send('GET', path)).rawPayload;
      const [row] = await house.database.read((db) => findRenditions(db, [id]));
      const bytes =
        how === 'cut'
          ? whole.subarray(0, 100)
          : how === 'longer than it was'
            ? Buffer.concat([whole, whole])
            : '';
      await writeFile(join(dirname(house.pictures.incoming), renditionKey(row!)), bytes);
      const answer = await desk.send('GET', path);
      expect(answer.statusCode).toBe(200);
      expect(answer.rawPayload).toEqual(whole);
      expect(answer.headers['content-length']).toBe(String(whole.length));
    },
  );
});

describe('a folder of pictures that is lost while the server runs', () => {
  async function degraded(house: House): Promise<unknown> {
    house.clock.advance(2_000);
    return (await house.client.get('/health/ready')).json().degraded;
  }

  it('is told by /health/ready, also when something is put there again', async () => {
    const { house, desk } = await open();
    for (const colour of ['#111', '#222']) await takenIn(desk, colour);
    await house.pictures.sweep(house.clock.now());
    expect(await degraded(house)).toBeUndefined();
    await rm(dirname(house.pictures.incoming), { recursive: true });
    expect(await degraded(house)).toEqual(['store']);
    await takenIn(desk, '#fff');
    await house.pictures.markFirst();
    expect(await degraded(house)).toEqual(['store']);
  });

  it('is not taken for a new one by the sweep', async () => {
    const { house } = await open();
    await house.pictures.sweep(house.clock.now());
    expect(await degraded(house)).toBeUndefined();
    await rm(dirname(house.pictures.incoming), { recursive: true });
    const { refused, missing } = await house.pictures.sweep(house.clock.now());
    expect(refused).toContain('Was it lost?');
    expect(missing).toHaveLength(1);
    expect(await degraded(house)).toEqual(['store']);
  });
});
