import { describe, expect, it, onTestFinished } from 'vitest';
import { system } from '../../../src/access/system.ts';
import { fromKeptLibrary } from '../../../src/edition/show/library.ts';
import type { Db } from '../../../src/foundation/database/database.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { topicType } from '../../../src/library/topics/record-type.ts';
import { deskOf } from '../../support/desk.ts';
import { described, givenPicture, givenStory, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

async function given() {
  const house = await openHouse({ seed: 'none' });
  const id = await givenTopic(house, { name: 'Bridges' });
  async function nameIn(db: Db): Promise<string | undefined> {
    return (await fromKeptLibrary.topics(db, [id])).get(id)?.name;
  }
  /** The name that a reading finds, and how many statements it takes. */
  async function found(database = house.database): Promise<[string | undefined, number]> {
    house.queries.length = 0;
    const name = await database.read(nameIn);
    return [name, house.queries.length];
  }
  return { house, id, nameIn, found };
}

describe('what stories show of the library', () => {
  it('is read once, until something public changes', async () => {
    const { house, id, found } = await given();
    expect([await found(), await found()]).toEqual([
      ['Bridges', 2],
      ['Bridges', 1],
    ]);
    await givenTopic(house, { name: 'Hidden', hidden: true });
    expect(await found()).toEqual(['Bridges', 1]);
    await givenStory(house);
    expect(await found()).toEqual(['Bridges', 2]);
    await house.play((work) => patchRecord(work, topicType, id, { name: 'Tunnels' }));
    expect(await found()).toEqual(['Tunnels', 2]);
  });

  it('is kept too where nothing was found', async () => {
    const { house, id, found } = await given();
    await house.play((work) => patchRecord(work, topicType, id, { hidden: true }));
    expect((await found())[0]).toBeUndefined();
    expect(await found()).toEqual([undefined, 1]);
    await house.play((work) => patchRecord(work, topicType, id, { hidden: false }));
    expect((await found())[0]).toBe('Bridges');
  });

  it('is new as soon as another process has changed it, and old in a snapshot from before', async () => {
    const { house, id, nameIn, found } = await given();
    const beside = await (await engineAt(house.file)).open({ clock: house.clock });
    onTestFinished(() => beside.close());
    await found();
    const names = await house.database.read(async (db) => {
      const before = await nameIn(db);
      await beside.transact(system, (work) => patchRecord(work, topicType, id, { name: 'Tunnels' }));
      return [before, await nameIn(db)];
    });
    expect(names).toEqual(['Bridges', 'Bridges']);
    expect([(await found())[0], (await found(beside))[0]]).toEqual(['Tunnels', 'Tunnels']);
  });

  it('is not what a transaction has changed, until that is committed', async () => {
    const { house, id, nameIn, found } = await given();
    await found();
    await house.play(async (work) => {
      expect(await nameIn(work.tx)).toBe('Bridges');
      await patchRecord(work, topicType, id, { name: 'Tunnels' });
      expect(await nameIn(work.tx)).toBe('Tunnels');
      expect((await found())[0]).toBe('Bridges');
    });
    expect((await found())[0]).toBe('Tunnels');
  });

  it('is not kept for previews, which show pictures that are not public', async () => {
    const { house } = await given();
    const picture = await givenPicture(house);
    const desk = await deskOf(house, 'admin');
    const { id } = await desk.create({ leadMedia: { media: picture } });
    const { url } = (await desk.send('POST', `/articles/${id}/previews`, { body: {} })).json<{
      url: string;
    }>();
    async function caption(): Promise<string | undefined> {
      const preview = await house.client.get(new URL(url).pathname);
      return preview.json<{ leadMedia: { caption?: string } }>().leadMedia.caption;
    }
    expect(await caption()).toBe(described.en.caption);
    const { headers } = await desk.send('GET', `/media/${picture}`);
    await desk.send('PUT', `/media/${picture}/captions/en`, {
      etag: String(headers.etag),
      body: { caption: 'Another.', altText: 'Another.' },
    });
    expect(await caption()).toBe('Another.');
  });
});
