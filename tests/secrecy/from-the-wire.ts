/** What sources send behind live stories, and what the desk decides about it. */
import { expect } from 'vitest';
import type { House } from '../support/house.ts';
import { mark, markedStory } from './marked.ts';
import { markingDesk, type MarkingDesk } from './marking-desk.ts';

const sent = '/external-ids/wire/live';
const uri = 'tag:wire.example,2026:cancelled';

function item(headline: string) {
  return {
    uri,
    headlines: [{ value: headline }],
    bodies: [{ contentType: 'text/plain', value: 'One paragraph.' }],
  };
}

/** Two live stories of sources: behind one waits a version, behind the other its cancellation. Gives a slug that waits. */
export async function plantFromTheWire(house: House, desk: MarkingDesk, picture: string): Promise<string> {
  const wire = await markingDesk(house);
  const { id } = await wire.send('PUT', sent, {
    body: { headline: 'A live story of a source', bodyText: 'T.' },
  });
  await desk.act(id, 'publish', {});
  await desk.change('PATCH', `/articles/${id}`, { deskNote: `${mark} sent: desk note` });
  const version = await wire.send('PUT', sent, { body: markedStory('incoming', { picture }) });
  expect(version.state).toBe('waiting');

  const [created] = (await wire.send('POST', '/imports', { body: [item('A story of a fickle source')] }))
    .results;
  await desk.act(created.article, 'publish', {});
  const cancelled = { ...item(`${mark} cancelled: headline`), pubStatus: 'canceled', version: '2' };
  const answer = await wire.send('POST', '/imports', {
    body: [{ ...cancelled, edNote: `${mark} cancelled: note` }],
  });
  expect(answer.results).toMatchObject([{ outcome: 'cancelled', article: created.article }]);

  // What cannot be read waits as it came.
  const unread = {
    uri: `tag:${mark}`,
    pubStatus: 'perhaps',
    headlines: [{ value: `${mark} unread: headline` }],
  };
  await wire.send('POST', '/imports', { body: [unread] });
  return `${mark}-incoming`;
}

/** Sends and decides behind those two stories; `done` is called after each write. */
export async function decideInSecret(
  house: House,
  desk: MarkingDesk,
  { picture, done }: { picture: string; done: () => void },
): Promise<void> {
  const wire = await markingDesk(house);
  const reason = `${mark} wire: reason`;
  async function waiting(id: string): Promise<string> {
    const { data } = await desk.send('GET', `/incoming?article=${id}&state=waiting`);
    return (data as { id: string }[])[0]!.id;
  }
  async function send(where: string): Promise<void> {
    await wire.send('PUT', sent, { body: markedStory(where, { picture }) });
    done();
  }
  async function accept(id: string, body: object): Promise<void> {
    await desk.change('POST', `/incoming/${await waiting(id)}/accept`, body, `/articles/${id}`);
    done();
  }
  async function dismiss(id: string): Promise<void> {
    await desk.send('POST', `/incoming/${await waiting(id)}/dismiss`, { body: { reason } });
    done();
  }

  const { id } = await desk.send('GET', sent);
  await send('sent-second');
  await accept(id, { note: `${mark} wire: note` });
  await send('sent-third');
  await dismiss(id);
  await desk.act(id, 'follow');
  done();
  await send('sent-fourth');
  await desk.act(id, 'drop-source', { scheme: 'wire', value: 'live', reason });
  done();

  const cancelled = (await desk.send('GET', `/external-ids/ninjs/${encodeURIComponent(uri)}`)).id;
  await accept(cancelled, { reason, notice: `${mark} wire: notice` });
  await desk.act(cancelled, 'cancel-kill', { reason });
  done();
  await dismiss(cancelled);
}
