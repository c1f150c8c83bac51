/** Uploads into a process that is killed without warning: what was answered is there, and what is there is whole. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/foundation/clock.ts';
import { openSqlite } from '../../src/foundation/database/sqlite/sqlite.ts';
import { openPictureServices } from '../../src/main/pictures.ts';
import { drawing, form } from '../support/pictures.ts';
import { settings } from '../support/settings.ts';
import { openProcess, type Newsroom } from '../steady/server-process.ts';

const rounds = 6;
const senders = 4;

let drawn = 0;

/** Uploads new pictures, one after the other, until the line breaks; tells each that was answered. */
async function uploadUntilItBreaks(newsroom: Newsroom, answered: (id: string) => void): Promise<void> {
  for (;;) {
    drawn += 1;
    const bytes = await drawing({ width: 400 + drawn, height: 300 })
      .jpeg()
      .toBuffer();
    const { body, headers } = await form([{ bytes }]);
    try {
      const answer = await fetch(`${newsroom.address}/v1/desk/media`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${newsroom.secret}` },
        body: new Uint8Array(body),
      });
      const { data } = (await answer.json()) as { data: { media: { id: string } }[] };
      expect(answer.status).toBe(201);
      answered(data[0]!.media.id);
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return;
      throw error;
    }
  }
}

it(`keep every picture that was answered over ${rounds} kills, and leave nothing that the sweep does not take`, async () => {
  const newsroom = await openProcess();
  onTestFinished(newsroom.clear);
  const acknowledged: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await newsroom.start();
    let before = acknowledged.length;
    let enough!: () => void;
    const killNow = new Promise<void>((resolve) => (enough = resolve));
    const sending = Array.from({ length: senders }, () =>
      uploadUntilItBreaks(newsroom, (id) => {
        acknowledged.push(id);
        if (acknowledged.length >= before + round * 2) enough();
      }),
    );
    await killNow;
    await newsroom.kill();
    await Promise.all(sending);
    before = acknowledged.length;
  }
  await newsroom.start();
  const headers = { authorization: `Bearer ${newsroom.secret}` };
  for (const id of acknowledged) {
    const file = await fetch(`${newsroom.address}/v1/desk/media/${id}/files/xs-16x9.webp`, { headers });
    expect([id, file.status]).toEqual([id, 200]);
    await file.arrayBuffer();
  }
  await newsroom.kill();

  const mediaDir = join(dirname(newsroom.file), 'media');
  const database = openSqlite({ file: newsroom.file, clock: systemClock });
  const pictures = openPictureServices({ mediaDir, site: settings.site }, database);
  const { removed, missing } = await pictures.sweep(Date.now() + 1, 0);
  pictures.close();
  await database.close();
  expect(missing).toEqual([]);
  const sqlite = new BetterSqlite3(newsroom.file, { readonly: true });
  const rows = sqlite.prepare('SELECT DISTINCT sha256 FROM media').all();
  sqlite.close();
  console.log(
    `${acknowledged.length} uploads answered over ${rounds} kills; the sweep took ${removed} files`,
  );
  expect(await readdir(join(mediaDir, 'originals'))).toHaveLength(rows.length);
  expect(await readdir(join(mediaDir, 'incoming')).catch(() => [])).toEqual([]);
});
