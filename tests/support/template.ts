import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openNewsroom } from '../../src/main/newsroom.ts';
import { standingClock } from './clock.ts';
import { settings } from './settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the seeded newsroom and of the empty one: `seeded.db`, `empty.db`, `media`. */
    templates: string;
  }
}

/** Once per run: a seeded and an empty newsroom, which each test copies instead of making its own. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-templates-'));
  const clock = standingClock(settings.openedAt);
  for (const [name, seed] of [
    ['empty', 'none'],
    // The last, since a new database beside pictures is refused.
    ['seeded', 'samples'],
  ] as const) {
    const database = await openNewsroom({
      config: {
        databaseUrl: join(folder, `${name}.db`),
        mediaDir: join(folder, 'media'),
        seed,
        site: settings.site,
      },
      clock,
    });
    await database.close();
  }
  project.provide('templates', folder);
  return () => rm(folder, { recursive: true, force: true });
}
