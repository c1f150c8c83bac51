import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openImageWorker } from '../../src/library/pictures/worker/image-worker.ts';
import { givenFolder } from './processes.ts';

const worker = new URL('../../src/library/pictures/worker/process.ts', import.meta.url).href;

/** The real image worker, whose process finds no sharp until it is installed; and what it has reported. */
export async function imageWorkerWithoutSharp() {
  const folder = await givenFolder();
  const program = join(folder, 'process.mjs');
  const installed = join(folder, 'installed');
  await writeFile(
    program,
    `
    import { existsSync } from 'node:fs';
    import module from 'node:module';
    const isInstalled = existsSync(${JSON.stringify(installed)});
    module.registerHooks({
      resolve(specifier, context, next) {
        return next(specifier === 'sharp' && !isInstalled ? 'sharp-which-is-not-there' : specifier, context);
      },
    });
    await import(${JSON.stringify(worker)});
    `,
  );
  const reported: string[] = [];
  return {
    imageWorker: openImageWorker({ program, report: (error) => void reported.push(String(error)) }),
    reported,
    installSharp: () => writeFile(installed, ''),
  };
}
