import { dirname, join } from 'node:path';
import { backUp } from '../../src/main/backup/back-up.ts';
import { openPlace } from '../../src/main/backup/place.ts';
import { restore, verify } from '../../src/main/backup/restore.ts';
import { openFolder } from '../../src/foundation/files/folder.ts';
import { openSecrets } from '../../src/foundation/secrets/secrets.ts';
import type { House } from './house.ts';
import { givenFolder } from './processes.ts';

const s3 = { endpoint: undefined, region: 'auto', accessKeyId: undefined, secretAccessKey: undefined };

/** A folder for the backups of a house, and what the commands do with it. */
export async function givenBackups(house: House, folder?: string) {
  const to = folder ?? (await givenFolder());
  const place = openPlace(to, { s3, scratchDir: dirname(house.file) });
  return {
    folder: to,
    place,
    /** Takes one, a second after the last. */
    async take(keep = 14) {
      house.clock.advance(1_000);
      const { pictures } = house;
      const now = house.clock.now();
      return backUp({ databaseUrl: house.file, pictures: pictures.store, place, keep, version: '1', now });
    },
    verify: (name?: string) => verify({ place, name, aside: dirname(house.file) }),
    /** Restores one into a folder of its own, beside this key of secrets; gives that folder. */
    async restore(name?: string, into?: string, key = Buffer.alloc(32, 7)) {
      const target = into ?? (await givenFolder());
      const media = join(target, 'media');
      const restored = await restore({
        ...{ place, name, databaseUrl: join(target, 'dateline.db'), scratch: target },
        ...{ pictures: openFolder(media), incoming: join(media, 'incoming') },
        secrets: openSecrets({ key, file: undefined }),
      });
      return { ...restored, folder: target, file: join(target, 'dateline.db'), media };
    },
  };
}
