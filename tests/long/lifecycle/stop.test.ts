import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { givenConnection, givenFolder, startDateline } from '../../support/processes.ts';

describe('SIGTERM', () => {
  it.each([
    ['nothing', ''],
    ['half of the headers', 'GET /v1 HTTP/1.1\r\nHost: x\r\n'],
  ])('ends with 0 and a closed database while a connection has sent %s', async (_what, bytes) => {
    const folder = await givenFolder();
    const dateline = startDateline({ DATA_DIR: folder, STOP_DELAY: '0' });
    await givenConnection(await dateline.address(), bytes);
    dateline.child.kill('SIGTERM');
    expect(await dateline.ended).toBe(0);
    // SQLite takes the log away when the last connection closes.
    expect(existsSync(join(folder, 'dateline.db-wal'))).toBe(false);
  });

  it('loses no request of clients that keep their connections busy', async () => {
    const dateline = startDateline({ DATA_DIR: await givenFolder(), STOP_DELAY: '1', LOG_LEVEL: 'silent' });
    const address = await dateline.address();
    const clients = Array.from({ length: 20 }, () => loopOver(new URL('/health/live', address)));
    await Promise.all(clients.map(({ begun }) => begun));
    dateline.child.kill('SIGTERM');
    const ends = await Promise.all(clients.map(({ end }) => end));
    // A connection that was just made may still be turned away; one that served before is never cut.
    for (const end of ends) expect(end).toEqual({ wasTold: true, by: 'a new connection failed' });
    expect(await dateline.ended).toBe(0);
  });
});

/** Asks again and again on one connection; `begun` after the first answer, `end` with what ended it, and whether a good answer said to go. */
function loopOver(url: URL) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const begun = Promise.withResolvers<undefined>();
  const end = Promise.withResolvers<{ wasTold: boolean; by: string }>();
  let wasTold = false;
  function ask(): void {
    const asked = request(url, { agent }, (answer) => {
      begun.resolve(undefined);
      wasTold ||= answer.statusCode === 200 && answer.headers.connection === 'close';
      answer
        .resume()
        .on('end', ask)
        .on('error', () => end.resolve({ wasTold, by: 'an answer broke off' }));
    });
    asked.on('error', () => {
      const by = asked.reusedSocket ? 'a connection that had served was cut' : 'a new connection failed';
      end.resolve({ wasTold, by });
    });
    asked.end();
  }
  ask();
  return { begun: begun.promise, end: end.promise };
}
