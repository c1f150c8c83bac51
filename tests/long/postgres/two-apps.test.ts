/** What a server does rarely, by its clock, against what another does just then: two apps with the clock of the test. */
import { createHash } from 'node:crypto';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { createRetentionJob } from '../../../src/desk/retention/job.ts';
import { systemClock } from '../../../src/foundation/clock.ts';
import { newId } from '../../../src/foundation/ids.ts';
import { originalKey } from '../../../src/library/pictures/renditions/files.ts';
import { openNewsroom } from '../../../src/main/newsroom.ts';
import { createPictureJob } from '../../../src/main/picture-job.ts';
import { standingClock } from '../../support/clock.ts';
import { type Desk, deskOf } from '../../support/desk.ts';
import { type House, openHouse } from '../../support/house.ts';
import { drawing, upload } from '../../support/pictures.ts';
import { newFolder, programs, startServer } from '../../support/postgres-server.ts';
import { settings } from '../../support/settings.ts';

const tries = 20;
const dayMs = 86_400_000;

/** Two apps on one database and one folder for pictures, with one clock. */
async function openApps() {
  const [database, media] = [await startServer(), newFolder()];
  const clock = standingClock(settings.openedAt);
  const config = { databaseUrl: database.url, mediaDir: media, seed: 'none', site: settings.site } as const;
  const first = await openNewsroom({ config, clock });
  const ends: (() => Promise<void>)[] = [];
  function open(close: () => Promise<void>): Promise<House> {
    const after = { file: database.url, clock, close };
    return openHouse({ after, sharedPictures: media, atEnd: (end) => void ends.push(end) });
  }
  const houses = [await open(() => first.close()), await open(async () => {})] as const;
  return {
    ...{ houses, media, clock },
    desks: [await deskOf(houses[0], 'chief'), await deskOf(houses[1], 'chief')] as const,
    async close() {
      for (const end of ends) await end();
      database.remove();
      await rm(media, { recursive: true, force: true });
    },
  };
}

describe.skipIf(!programs)('two apps on one database', () => {
  let apps: Awaited<ReturnType<typeof openApps>>;
  beforeAll(async () => {
    apps = await openApps();
  });
  afterAll(() => apps?.close());

  /** Plays it again and again; the apps change sides each time. */
  async function race(play: (one: number, attempt: number) => Promise<unknown>): Promise<void> {
    const broken: unknown[] = [];
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const fault = await play(attempt % 2, attempt);
      if (fault !== undefined) broken.push(fault);
    }
    expect(broken, `${broken.length} of ${tries} tries`).toEqual([]);
  }

  /** Puts a file into the store that no row names, and that is years old. */
  async function leave(key: string, bytes = Buffer.from('old')): Promise<void> {
    const path = join(apps.media, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    await utimes(path, 0, 0);
  }

  it('drop no text that is scheduled', () => {
    const jobs = apps.houses.map((house) =>
      createRetentionJob({
        ...{ ...house, actor: system, isSteady: async () => true },
        ...{ keepDays: 30, keepChangesDays: 30 },
      }),
    );
    return race(async (one) => {
      const desk = apps.desks[1 - one]!;
      const ids = await Promise.all([1, 2].map(() => writtenTwice(desk)));
      apps.clock.advance(31 * dayMs);
      const at = new Date(apps.clock.now() + dayMs).toISOString();
      const [, ...scheduled] = await Promise.all([
        jobs[one]!(),
        ...ids.map((id) =>
          desk.send('POST', `/articles/${id}/schedule`, { etag: '"r2"', body: { at, version: 1 } }),
        ),
      ]);
      const broken = [];
      for (const [index, { statusCode, body }] of scheduled.entries()) {
        const { data } = (await desk.send('GET', `/articles/${ids[index]}/versions`)).json();
        const { thinned = false } = data.find(({ version }: { version: number }) => version === 1);
        if ((statusCode === 200) === thinned) broken.push([statusCode, body, thinned]);
      }
      return broken[0];
    });
  });

  // It marks the store as that of this database.
  it('remove what nobody names once', () => {
    const said: string[] = [];
    const jobs = apps.houses.map(({ database, pictures }) =>
      createPictureJob({
        ...{ database, pictures, isSteady: async () => true },
        report: (_, error) => expect.unreachable(String(error)),
        say: (line) => said.push(line),
      }),
    );
    return race(async (one, attempt) => {
      const folder = `${newId('media')}/00000000`;
      for (let number = 0; number < 8; number += 1) await leave(`${folder}/w${number}.jpg`);
      said.length = 0;
      // The first step of a job does nothing.
      if (attempt === 0) for (const step of jobs) await step();
      systemClock.follow!(systemClock.now() + 3_600_000);
      await Promise.all([jobs[one]!(), jobs[1 - one]!()]);
      return String(said) === 'Removed 8 unused picture files.' ? undefined : said.slice();
    });
  });

  it('keep the files of what is uploaded while the other removes what nobody names', () =>
    race(async (one, attempt) => {
      const files = await Promise.all(
        [0, 1, 2, 3].map(async (number) => {
          const colour = `#${(0x100000 + attempt * 4 + number).toString(16)}`;
          return drawing({ width: 300, height: 200, colour }).png().toBuffer();
        }),
      );
      const keys = files.map((bytes) =>
        originalKey({ sha256: createHash('sha256').update(bytes).digest('hex'), mimeType: 'image/png' }),
      );
      for (const [index, key] of keys.entries()) await leave(key, files[index]);
      const { pictures } = apps.houses[one]!;
      // Noted a week ago, they go at the next sweep.
      await pictures.sweep(Date.now() - 8 * dayMs);
      async function sweep(): Promise<void> {
        // Each time it begins a little later.
        for (let turn = 0; turn < attempt; turn += 1) await apps.desks[one]!.send('GET', '/articles');
        await pictures.sweep(Date.now());
      }
      const [, ...uploaded] = await Promise.all([
        sweep(),
        ...files.map((bytes) => upload(apps.desks[1 - one]!, [{ bytes }])),
      ]);
      const refused = uploaded.find(({ statusCode }) => statusCode !== 201);
      if (refused) return refused.body;
      const sizes = await Promise.all(keys.map((key) => apps.houses[0].pictures.store.sizeOf(key)));
      return sizes.includes(undefined) ? sizes : undefined;
    }));
});

/** A story with two versions. */
async function writtenTwice(desk: Desk): Promise<string> {
  const { id } = await desk.create();
  await desk.patch(id, { headline: 'Another' });
  return id;
}
