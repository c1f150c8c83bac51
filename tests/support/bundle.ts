import { join } from 'node:path';
import { build } from 'rolldown';
import type { TestProject } from 'vitest/node';
import config from '../../rolldown.config.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What starts Dateline as the image does; nothing where it is started from its sources. */
    bundle?: string;
  }
}

/** Once per run: bundles the server. */
export default async function setup(project: TestProject) {
  await build(config);
  project.provide('bundle', join(import.meta.dirname, '../../dist/dateline.js'));
}
