import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../../../foundation/files/store.ts';
import type { Priority } from '../../../foundation/process/worker-process.ts';
import { metadataOf, toXmp } from '../renditions/file-metadata.ts';
import { originalKey } from '../renditions/files.ts';
import type { PlannedRendition } from '../renditions/plan.ts';
import type { RenditionRow } from '../renditions/rendition-store.ts';
import type { Extension } from '../../picture-shapes.ts';
import type { MediaItem } from '../rows/store.ts';
import type { Site } from '../../site.ts';
import type { ImageWorker } from '../worker/image-worker.ts';
import type { Rendered } from '../worker/jobs.ts';
import { cutPart } from './part.ts';
import { requireWhole } from './whole-original.ts';

export type Wanted = { rendition: PlannedRendition; extension: Extension };
/** Renders one file; `path` is valid until the next call. */
type Save = () => Promise<Rendered & { path: string }>;

type Parts = { store: FileStore; imageWorker: ImageWorker; site: Site; incoming: string };

/** Crops an original and calls `each` for every wanted file, which decides whether to render it. */
export async function renderFiles(
  { store, imageWorker, site, incoming }: Parts,
  item: MediaItem,
  { wanted, priority }: { wanted: Wanted[]; priority: Priority },
  each: (wanted: Wanted, save: Save) => Promise<RenditionRow>,
): Promise<RenditionRow[]> {
  await mkdir(incoming, { recursive: true });
  const folder = await mkdtemp(join(incoming, 'developing-'));
  const xmp = toXmp(metadataOf(item, site.defaultLocale));
  const parts = Map.groupBy(wanted, ({ rendition }) => JSON.stringify(rendition.region)).values();
  const rows: RenditionRow[] = [];
  try {
    await store.withLocalFile(originalKey(item), async (path) => {
      await requireWhole(path, item);
      for (const some of parts) {
        const { region } = some[0]!.rendition;
        const outputs = some.map(({ rendition }) => rendition);
        const cut = await cutPart(
          imageWorker,
          { path, region, outputs, scratch: join(folder, 'pixels') },
          priority,
        );
        for (const one of some) {
          const { name, width, height } = one.rendition;
          const { extension } = one;
          const output = { width, height, extension, path: join(folder, `${name}.${extension}`) };
          rows.push(
            await each(one, async () => ({
              ...(await imageWorker.run({ kind: 'save', cut, xmp, output }, priority)),
              path: output.path,
            })),
          );
        }
      }
    });
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
