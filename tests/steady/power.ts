/** Plays power cuts: after a kill, the files are what a disk holds that lost all that was not made durable. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./power-cut.c', import.meta.url));
const kinds = { write: 1, truncate: 2, sync: 3 };
const headBytes = 24;
const sectorBytes = 512;

type Change = { place: number; at: number; length: number; data: Buffer | undefined };

/** Compiles what is preloaded, or gives undefined where there is no compiler. */
export function compileRecorder(folder: string): string | undefined {
  const library = join(folder, 'power-cut.so');
  try {
    execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], { stdio: 'ignore' });
    return library;
  } catch {
    return undefined;
  }
}

/** The files of a database, and the log of what was written to them since the last cut. */
export function openPower({ file, log }: { file: string; log: string }) {
  const paths = [file, `${file}-wal`];
  let durable = images();

  function images(): Map<string, Buffer> {
    return new Map(paths.filter(existsSync).map((path) => [basename(path), readFileSync(path)]));
  }

  return {
    /** Everything there is now is durable: nobody has it open. */
    begin(): void {
      durable = images();
      writeFileSync(log, '');
    },
    /** Call it when the process was killed. Gives how many changes were lost, in whole or in part. */
    cut(chance: () => number): number {
      const changes = changesIn(readFileSync(log));
      let lost = 0;
      for (const path of paths) {
        const name = basename(path);
        const { all, durableUntil } = changes.get(name) ?? { all: [], durableUntil: 0 };
        // A disk may have written some of the rest, in any order.
        const luck = chance() < 0.5 ? 0 : chance();
        const image = openImage(durable.get(name) ?? Buffer.alloc(0));
        for (const change of all) {
          const isKept = change.place < durableUntil;
          if (!isKept) lost += 1;
          if (isKept || chance() < luck) image.apply(change, isKept ? 1 : chance());
        }
        if (all.length > 0 || durable.has(name)) writeFileSync(path, image.bytes());
      }
      rmSync(`${file}-shm`, { force: true });
      truncateSync(log);
      durable = images();
      return lost;
    },
  };
}

/** All changes of each file in their order, and the place in the log before which they are durable. */
function changesIn(log: Buffer) {
  const files = new Map<string, { all: Change[]; durableUntil: number }>();
  let place = 0;
  while (place + headBytes <= log.length) {
    const kind = log.readUInt32LE(place);
    const pathEnds = place + headBytes + log.readUInt32LE(place + 4);
    const at = Number(log.readBigUInt64LE(place + 8));
    const length = Number(log.readBigUInt64LE(place + 16));
    const ends = pathEnds + (kind === kinds.write ? length : 0);
    if (ends > log.length) break;
    const name = basename(log.toString('utf8', place + headBytes, pathEnds));
    const file = files.get(name) ?? { all: [], durableUntil: 0 };
    files.set(name, file);
    if (kind === kinds.sync) file.durableUntil = Math.max(file.durableUntil, at);
    else
      file.all.push({
        place,
        at,
        length,
        data: kind === kinds.write ? log.subarray(pathEnds, ends) : undefined,
      });
    place = ends;
  }
  return files;
}

/** A file to which changes are applied in place: copies of the whole for each take half a minute for one cut. */
function openImage(begun: Buffer) {
  let room = Buffer.from(begun);
  let size = begun.length;

  function resize(length: number): void {
    if (length > room.length) room = Buffer.concat([room], Math.max(length, 2 * room.length));
    if (length < size) room.fill(0, length, size);
    size = length;
  }

  return {
    bytes: () => room.subarray(0, size),
    /** Of the data, only the first sectors of its share may have arrived. */
    apply({ at, length, data }: Change, share: number): void {
      if (!data) return resize(length);
      const arrived = share === 1 ? length : Math.floor((length * share) / sectorBytes) * sectorBytes;
      resize(Math.max(size, at + arrived));
      data.copy(room, at, 0, arrived);
    },
  };
}
