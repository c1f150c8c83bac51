import type { House } from '../support/house.ts';
import { decideInSecret } from './from-the-wire.ts';
import { mark, markedRecords, markedStory } from './marked.ts';
import { markedPicture, markingDesk } from './marking-desk.ts';

/** All that a day at the desk changes without publishing. Gives how many writes there were. */
export async function writeInSecret(house: House): Promise<number> {
  const desk = await markingDesk(house);
  let writes = 0;
  function done() {
    writes++;
    house.clock.advance(1000);
  }
  const picture = await markedPicture(house, desk, 'second');
  function story(where: string) {
    return markedStory(where, { picture });
  }

  const draft = await desk.create('/articles', story('second'));
  done();
  await desk.change('PATCH', `/articles/${draft}`, { headline: `${mark} second: another headline` });
  done();
  await desk.act(draft, 'versions/1/restore');
  done();
  await desk.act(draft, 'submit');
  done();
  await desk.act(draft, 'return', { reason: `${mark} second: reason` });
  done();
  await desk.change('DELETE', `/articles/${draft}`);
  done();
  await desk.act(draft, 'undelete');
  done();
  for (const [action, body] of [
    ['duplicate', undefined],
    ['translate', { locale: 'ja', headline: `${mark} second: translated` }],
  ] as const) {
    await desk.send('POST', `/articles/${draft}/${action}`, { body });
    done();
  }
  await desk.send('POST', `/articles/${draft}/previews`, { body: {} });
  done();
  await desk.send('PUT', `/articles/${draft}/lease`, { body: {} });
  done();
  const scheduled = await desk.create('/articles', {
    headline: `${mark} second: scheduled`,
    bodyText: `${mark} scheduled text`,
  });
  done();
  for (const [action, body] of [
    ['schedule', { at: '2045-01-01T00:00:00Z' }],
    ['expire', { at: '2046-01-01T00:00:00Z', reason: `${mark} reason` }],
    ['extend', { until: null, reason: `${mark} reason` }],
    ['unschedule', undefined],
    ['schedule', { at: '2047-01-01T00:00:00Z' }],
  ] as const) {
    await desk.act(scheduled, action, body);
    done();
  }
  await desk.send('POST', '/imports', {
    body: {
      uri: `tag:${mark}.example,2026:second`,
      headlines: [{ value: `${mark} second: imported` }],
      bodies: [{ contentType: 'text/plain', value: `${mark} imported text` }],
      edNote: `${mark} note`,
    },
  });
  done();
  await desk.send('PUT', `/external-ids/${mark}-feed/${mark}-second`, {
    body: story('second-sent'),
  });
  done();

  await decideInSecret(house, desk, { picture, done });

  const words = { reason: `${mark} second: reason`, notice: `${mark} second: notice` };
  for (const [action, body] of [
    ['withdraw', words],
    ['bring-back', { reason: words.reason }],
    ['kill', words],
  ] as const) {
    await desk.change('POST', `/media/${picture}/${action}`, body, `/media/${picture}`);
    done();
  }

  // The live, the withdrawn and the unpublished ones too.
  const { data } = await desk.send('GET', '/articles?limit=100');
  const stories = (
    data as { id: string; slug: string; headline: string; publication: { state: string } }[]
  ).filter(({ headline }) => headline.startsWith('A ') || headline.startsWith('Sample'));
  for (const { id } of stories) {
    await desk.change('PATCH', `/articles/${id}`, {
      headline: `${mark} copy of ${id}`,
      slug: `${mark}-${id.slice(-6)}`,
      deskNote: `${mark} note`,
    });
    done();
  }
  const { id: live } = stories.find(
    ({ headline, publication }) => headline.startsWith('Sample') && publication.state === 'live',
  )!;
  await desk.act(live, 'versions/1/restore');
  done();
  const change = { kind: 'clarification', text: `${mark} scheduled change` };
  await desk.act(live, 'schedule', { at: '2045-01-01T00:00:00Z', change });
  done();
  // What would be public is only rehearsed.
  await desk.act(live, 'publish?dryRun=true', {
    change: { kind: 'clarification', text: `${mark} rehearsed` },
  });
  done();

  for (const [kind, record] of Object.entries(markedRecords('later', { picture }))) {
    const id = await desk.create(`/${kind}`, { ...record, hidden: true });
    done();
    await desk.change('PATCH', `/${kind}/${id}`, {
      name: `${mark} later: another name`,
      slug: `${mark}-renamed-${kind}`,
    });
    done();
    if (kind !== 'agencies') await desk.change('DELETE', `/${kind}/${id}`);
    done();
  }
  const { data: sections } = await desk.send('GET', '/sections?limit=1');
  await desk.change('PATCH', `/sections/${(sections as { id: string }[])[0]!.id}`, {
    requiresApproval: true,
  });
  done();
  const wire = await desk.create('/articles', { ...story('second-killed'), externalIds: [] });
  done();
  await desk.act(wire, 'kill', { reason: `${mark} second: reason`, notice: `${mark} second: notice` });
  done();
  const times = { startsAt: '2045-01-01T00:00:00Z', endsAt: '2046-01-01T00:00:00Z' };
  const alert = await desk.create('/alerts', { headline: `${mark} second alert`, ...times });
  done();
  await desk.change('PATCH', `/alerts/${alert}`, { headline: `${mark} second alert, changed` });
  done();
  await desk.change('DELETE', `/alerts/${alert}`);
  done();
  const actor = { name: `${mark} second holder`, kind: 'service' };
  const key = await desk.create('/keys', { name: `${mark} second key`, role: 'chief', actor });
  done();
  await desk.change('PATCH', `/keys/${key}`, { name: `${mark} renamed key` });
  done();
  await desk.send('POST', `/keys/${key}/revoke`, { body: {} });
  done();
  const { actor: holder } = await desk.send('GET', `/keys/${key}`);
  await desk.change('PATCH', `/actors/${holder.id}`, { name: `${mark} renamed holder` });
  done();
  for (const act of ['disable', 'enable']) {
    await desk.send('POST', `/actors/${holder.id}/${act}`, { body: { reason: `${mark} actor: reason` } });
    done();
  }
  return writes;
}
