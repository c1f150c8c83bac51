/** A cancellation that was wrong is lifted by the desk: later versions are received again. */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import type { Incoming } from '../../../src/desk/incoming/schema.ts';
import { eventsOn } from '../../support/at-desk.ts';
import { deskOf, serviceDesk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { wireItem as item } from '../../support/wire-item.ts';

function canceled(version?: number) {
  return item(version, { pubStatus: 'canceled' });
}

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const wire = await serviceDesk(house, 'admin');
  const editor = await deskOf(house, 'editor');
  async function send(body: object, query = '?publish=true&change=Updated') {
    const answer = await wire.send('POST', `/imports${query}`, { body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<ImportReport>().results[0]!;
  }
  async function tray(query = ''): Promise<Incoming[]> {
    return (await editor.send('GET', `/incoming${query}`)).json<{ data: Incoming[] }>().data;
  }
  async function dismiss(id: string) {
    const answer = await editor.send('POST', `/incoming/${id}/dismiss`, { body: { reason: 'A mistake.' } });
    expect(answer.statusCode, answer.body).toBe(200);
  }
  return { house, wire, editor, send, tray, dismiss };
}

describe.each([
  ['without a version', undefined],
  ['with too high a version', 900],
])('a cancellation %s', (_, version) => {
  it.each(['', '?publish=true'])('is lifted by dismiss, of a draft and of a live story %s', async (query) => {
    const { editor, send, dismiss } = await newsroom();
    const { article } = await send(item(1), query);
    const { incoming } = await send(canceled(version));
    expect((await send(item(2))).outcome).toBe('refused');
    await dismiss(incoming!);
    expect(await send(item(3))).toMatchObject({ outcome: 'updated', article, published: false });
    expect((await send(item(2))).outcome).toBe('refused');
    await editor.act(article!, 'follow');
    expect((await send(item(4))).published).toBe(true);
  });

  it('is lifted by follow', async () => {
    const { editor, send, tray } = await newsroom();
    const { article } = await send(item(1));
    await send(canceled(version));
    expect((await editor.act(article!, 'follow')).statusCode).toBe(200);
    expect((await editor.read(article!)).incoming).toBeUndefined();
    expect(await send(item(2))).toMatchObject({ outcome: 'updated', published: true });
    const [cancellation] = await tray('?pubStatus=canceled');
    expect(cancellation).toMatchObject({ state: 'dismissed', decided: { by: { name: "A test's editor" } } });
    expect(cancellation!.urgent).toBeUndefined();
  });

  it('is lifted where there is no story', async () => {
    const { house, wire, send, dismiss } = await newsroom();
    const { incoming } = await send(canceled(version));
    expect((await send(item(2))).outcome).toBe('refused');
    const body = { reason: 'No.' };
    expect((await wire.send('POST', `/incoming/${incoming}/dismiss`, { body })).statusCode).toBe(409);
    await dismiss(incoming!);
    expect((await eventsOn(house, incoming!))[0]).toMatchObject({ action: 'incoming.dismissed' });
    expect(await send(item(3))).toMatchObject({ outcome: 'created', published: true });
  });

  it('stays lifted when it comes again', async () => {
    const { send, dismiss } = await newsroom();
    await send(item(1));
    const { incoming } = await send(canceled(version));
    await dismiss(incoming!);
    expect(await send(canceled(version))).toMatchObject({
      ...{ outcome: 'cancelled', incoming },
      notes: [{ detail: expect.stringContaining('The desk has dismissed this cancellation') }],
    });
    expect((await send(item(2))).outcome).toBe('updated');
  });
});

describe('the cancellation of a draft', () => {
  it('waits first in the list, warns, and is accepted as a proposal to kill it', async () => {
    const { editor, send, tray } = await newsroom();
    const { article } = await send(item(1), '');
    const { incoming } = await send(canceled(2));
    await send(item(1, { uri: 'tag:2' }), '');
    expect((await tray())[0]).toMatchObject({ id: incoming, state: 'waiting', urgent: true });
    const checked = (await editor.send('POST', `/articles/${article}/preflight`, { body: {} })).json();
    const warning = { rule: 'heldBySource', detail: expect.stringContaining('cancelled') };
    expect(checked.findings).toContainEqual(expect.objectContaining({ ...warning, severity: 'warning' }));
    const dry = await editor.act(article!, 'publish?dryRun=true', {});
    expect(dry.json().warnings).toMatchObject([warning]);
    const { etag } = await editor.read(article!);
    const accepted = await editor.send('POST', `/incoming/${incoming}/accept`, {
      ...{ body: { notice: 'Its source cancelled it.' }, etag },
    });
    expect(accepted.json()).toMatchObject({ killProposed: { reason: 'Its source cancelled it.' } });
  });
});

describe('a version that is a time', () => {
  it('is said as the time that it is', async () => {
    const { send, wire } = await newsroom();
    const timed = { version: undefined, versionCreated: '2026-01-02T00:00:00Z' };
    await send(item(1, { ...timed, pubStatus: 'canceled' }));
    const late = await send(item(1, { ...timed, versionCreated: '2026-01-01T00:00:00Z' }));
    expect(late.errors[0]!.detail).toBe(
      'Its source cancelled this story with the version of 2026-01-02T00:00:00.000Z, and this one is not newer.',
    );
    const path = '/external-ids/wire/42';
    const body = { headline: 'One', bodyText: 'One.', sourceVersion: '2026-01-02T00:00:00Z' };
    await wire.send('PUT', path, { body });
    expect((await wire.send('PUT', path, { body: { ...body, bodyText: 'Other.' } })).json().why).toBe(
      'Its source sent the version of 2026-01-02T00:00:00.000Z before with other content.',
    );
  });
});
