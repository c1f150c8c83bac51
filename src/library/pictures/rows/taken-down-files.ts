/** The bytes of pictures that were taken down: they come back only with the picture, those of killed ones never. */
import { and, eq, inArray, ne, not } from 'drizzle-orm';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { ruleUnmet } from '../../../foundation/problem.ts';
import { media, takenDownFiles } from '../../tables/pictures.ts';
import { findMediaByFile, type MediaRow } from './store.ts';

type File = Pick<MediaRow, 'id' | 'sha256' | 'mimeType'>;

/**
 * Why a file cannot be that of a picture, since its bytes were taken down with a picture; undefined when it can. While a
 * picture is withdrawn, it may have a file again that it had.
 */
export async function refusalOfFile(
  db: Db,
  sha256: string,
  of?: Pick<MediaRow, 'id' | 'sha256' | 'takenDown'>,
): Promise<string | undefined> {
  if (of?.sha256 === sha256) return undefined;
  const { sha256: bytes, state } = takenDownFiles;
  const former = await db
    .select()
    .from(takenDownFiles)
    .where(and(eq(bytes, sha256), ne(state, 'replaced')));
  const present = await findMediaByFile(db, sha256);
  const states = [...former.map(({ state }) => state), ...present.map(({ takenDown }) => takenDown)];
  if (states.includes('killed')) return 'is a picture that was killed: it is not taken again';
  const isOwn = of?.takenDown === 'withdrawn' && former.some(({ mediaId }) => mediaId === of.id);
  const withdrawn = present.find(({ takenDown }) => takenDown !== null)?.id ?? former[0]?.mediaId;
  if (isOwn || withdrawn === undefined) return undefined;
  return withdrawn === of?.id
    ? 'is one with which this picture was withdrawn: withdraw it again, replace its file, and bring it back'
    : `is one with which ${withdrawn} was withdrawn: it comes back with that picture only`;
}

/** The same of a file that is uploaded: one that is here already is answered with its picture, also a withdrawn one. */
export async function refusalOfUpload(db: Db, sha256: string): Promise<string | undefined> {
  const isHere = (await findMediaByFile(db, sha256)).some(({ takenDown }) => takenDown !== 'killed');
  return isHere ? undefined : refusalOfFile(db, sha256);
}

/** Throws `rule-unmet` when a file cannot be that of a picture, since its bytes were taken down. */
export async function refuseTakenDownFile(...file: Parameters<typeof refusalOfFile>): Promise<void> {
  const refusal = await refusalOfFile(...file);
  if (refusal !== undefined) throw ruleUnmet([{ pointer: '/file', detail: `The file ${refusal}` }]);
}

/** Notes that a picture has another file. The former one of a withdrawn picture stays taken down. */
export async function keepFormerFile(
  tx: Tx,
  { id, sha256, mimeType, takenDown }: File & Pick<MediaRow, 'takenDown'>,
  next: string,
): Promise<void> {
  const state = takenDown === null ? 'replaced' : 'withdrawn';
  await tx.delete(takenDownFiles).where(and(eq(takenDownFiles.mediaId, id), eq(takenDownFiles.sha256, next)));
  await tx.insert(takenDownFiles).values({ mediaId: id, sha256, mimeType, state });
}

/** The former files of a picture that were taken down. */
export async function findTakenDown(db: Db, id: string): Promise<File[]> {
  const { mediaId, sha256, mimeType, state } = takenDownFiles;
  return db
    .select({ id: mediaId, sha256, mimeType })
    .from(takenDownFiles)
    .where(and(eq(mediaId, id), ne(state, 'replaced')));
}

/** The same of every killed picture. */
export async function findKilledFormer(db: Db): Promise<File[]> {
  const { mediaId, sha256, mimeType, state } = takenDownFiles;
  return db.select({ id: mediaId, sha256, mimeType }).from(takenDownFiles).where(eq(state, 'killed'));
}

/** Takes the former files of a picture down with it, but for those that are the file of another picture now. */
export async function takeDownFormer(tx: Tx, id: string, state: 'withdrawn' | 'killed'): Promise<void> {
  const elsewhere = tx.select({ sha256: media.sha256 }).from(media);
  const isElsewhere = and(eq(takenDownFiles.state, 'replaced'), inArray(takenDownFiles.sha256, elsewhere));
  await tx
    .update(takenDownFiles)
    .set({ state })
    .where(and(eq(takenDownFiles.mediaId, id), not(isElsewhere!)));
}

/** Frees a file whose picture was brought back. */
export async function freeTakenDown(tx: Tx, sha256: string): Promise<void> {
  const { sha256: of, state } = takenDownFiles;
  await tx.delete(takenDownFiles).where(and(eq(of, sha256), eq(state, 'withdrawn')));
}
