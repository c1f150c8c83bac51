import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor, Database } from '../../foundation/database/database.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import { metadataOf, toXmp } from '../media/file-metadata.ts';
import { originalKey, renditionKey } from '../media/files.ts';
import type { Planned } from '../media/plan.ts';
import { renditionsOf } from '../media/renditions.ts';
import { mimeTypes, type Extension } from '../media/shapes.ts';
import {
  findProcessing,
  findRendition,
  finishRenditions,
  saveRenditions,
  type RenditionRow,
} from '../media/rendition-store.ts';
import { findMediaItems, type MediaItem } from '../media/store.ts';
import type { Site } from '../site.ts';
import { Problem } from '../../foundation/problem.ts';
import type { Urgency } from '../../foundation/side-process.ts';
import { NotTaken, type Darkroom } from './darkroom.ts';
import { developPart } from './part.ts';

type Parts = {
  database: Database;
  store: FileStore;
  darkroom: Darkroom;
  site: Site;
  /** A folder on the store's disk for what is in the making. */
  incoming: string;
  /** In whose name it is done. */
  actor: Actor;
};

type Wanted = { rendition: Planned; extension: Extension };

/** Told of a picture whose renditions could not be made. */
type Report = (mediaId: string, error: unknown) => void;

export type Studio = ReturnType<typeof openStudio>;

/** Where renditions are made: those that every front end asks for in the background, the others when first asked for. */
export function openStudio({ database, store, darkroom, site, incoming, actor }: Parts) {
  const inTheMaking = new Map<string, Promise<RenditionRow[]>>();

  /** One file of a picture, made now when it was not made before. Whoever asks meanwhile waits for the same one. */
  async function rendition(item: MediaItem, wanted: Planned, extension: Extension): Promise<RenditionRow> {
    const { hash } = renditionsOf(item, site);
    const key = renditionKey({ mediaId: item.id, hash, name: wanted.name, extension });
    const made = inTheMaking.get(key) ?? make(item, [{ rendition: wanted, extension }], 'now');
    inTheMaking.set(key, made);
    try {
      const [row] = await made;
      return row!;
    } finally {
      inTheMaking.delete(key);
    }
  }

  /** Makes what is missing of some renditions; files first, rows second. Gives the rows of all. */
  async function make(item: MediaItem, wanted: Wanted[], urgency: Urgency): Promise<RenditionRow[]> {
    const { hash } = renditionsOf(item, site);
    const names = wanted.map(({ rendition: { name }, extension }) => ({
      mediaId: item.id,
      hash,
      name,
      extension,
    }));
    const found = await Promise.all(names.map((name) => database.read((db) => findRendition(db, name))));
    const here = await Promise.all(
      found.map(async (row) => (row && (await store.has(renditionKey(row))) ? row : undefined)),
    );
    const missing = wanted.filter((_, index) => !here[index]);
    const made = missing.length === 0 ? [] : await develop(item, hash, missing, urgency);
    if (made.length > 0) await database.transact(actor, ({ tx }) => saveRenditions(tx, made));
    return [...here.filter((row) => row !== undefined), ...made];
  }

  async function develop(
    item: MediaItem,
    hash: string,
    wanted: Wanted[],
    urgency: Urgency,
  ): Promise<RenditionRow[]> {
    await mkdir(incoming, { recursive: true });
    const folder = await mkdtemp(join(incoming, 'developing-'));
    const xmp = toXmp(metadataOf(item, site.defaultLocale));
    const outputs = wanted.map(({ rendition: { name, width, height, region }, extension }) => ({
      region,
      row: { mediaId: item.id, hash, name, extension },
      output: { width, height, extension, path: join(folder, fileNameOf({ name, extension })) },
    }));
    const parts = Map.groupBy(outputs, ({ region }) => JSON.stringify(region)).values();
    const rows: RenditionRow[] = [];
    try {
      await store.borrow(originalKey(item), async (path) => {
        for (const part of parts) {
          const scratch = join(folder, 'pixels');
          const some = part.map(({ output }) => output);
          const files = await developPart(
            darkroom,
            { path, region: part[0]!.region, xmp, outputs: some, scratch },
            urgency,
          );
          files.forEach((file, index) => rows.push({ ...part[index]!.row, ...file }));
        }
      });
      for (const row of rows)
        await store.put(renditionKey(row), join(folder, fileNameOf(row)), mimeTypes[row.extension]);
      return rows;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Makes what every front end asks for of one picture that waits for it; gives whether there was one. */
  async function finishOne(report: Report): Promise<boolean> {
    const [id] = await database.read((db) => findProcessing(db, 1));
    if (id === undefined) return false;
    const item = (await database.read((db) => findMediaItems(db, [id]))).get(id);
    if (!item) return true;
    const { hash, planned } = renditionsOf(item, site);
    const wanted = planned
      .filter(({ ratio }) => ratio === 'original' || ratio === '16x9')
      .flatMap((rendition) => (['webp', 'jpg'] as const).map((extension) => ({ rendition, extension })));
    const fault = await make(item, wanted, 'later').then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof NotTaken) return error.message;
        if (isPassing(error)) throw error;
        report(item.id, error);
        return 'could not be made: the log says why';
      },
    );
    await database.transact(actor, ({ tx }) => finishRenditions(tx, item, { hash, fault }));
    return true;
  }

  /** Makes all that waits, one picture after the other; one that cannot be made holds up no other, and is reported. */
  async function run(report: Report = () => {}): Promise<void> {
    while (await finishOne(report));
  }

  return { rendition, run };
}

function fileNameOf({ name, extension }: Pick<RenditionRow, 'name' | 'extension'>): string {
  return `${name}.${extension}`;
}

/** Whether only the moment was wrong: too much waits, or the server is stopping. */
function isPassing(error: unknown): boolean {
  return error instanceof Problem && error.problem === 'unavailable';
}
