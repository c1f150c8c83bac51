/** A newsroom full of secrets: every one carries the mark, and says in its words where it stood. */
import type { House } from '../support/house.ts';
import { kishidaPicture } from '../../src/library/examples.ts';
import { plantFromTheWire } from './from-the-wire.ts';
import { link, mark, markedRecords, markedStory, saying, type RecordKind } from './marked.ts';
import { forTheDeskAlone, markedPicture, markingDesk, type MarkingDesk } from './marking-desk.ts';

/** Everything at the desk that the public must never see, and the ids and slugs by which somebody could ask for it. */
export async function plantSecrets(house: House): Promise<string[]> {
  const desk = await markingDesk(house);
  const unused = await markedPicture(house, desk, 'unused');
  const names = [unused];
  function story(where: string) {
    return markedStory(where, { picture: unused });
  }
  function keep(where: string, id: string): string {
    names.push(id, `${mark}-${where}`);
    return id;
  }

  const records = markedRecords('hidden', { picture: unused });
  for (const [kind, record] of Object.entries(records)) {
    names.push(await desk.create(`/${kind}`, { ...record, hidden: true }), record.slug);
  }

  const draft = keep('draft', await desk.create('/articles', story('draft')));
  await desk.change('PATCH', `/articles/${draft}`, {
    agency: records.agencies.slug,
    bylines: [{ byline: records.bylines.slug, role: 'author' }],
    section: records.sections.slug,
    topics: [records.topics.slug],
    embargoUntil: '2046-01-01T00:00:00Z',
    note: `${mark} draft: note of a version`,
  });
  await desk.act(draft, 'versions/1/restore');

  const deleted = keep('deleted', await desk.create('/articles', story('deleted')));
  await desk.change('DELETE', `/articles/${deleted}`);

  await desk.send('PUT', `/external-ids/${mark}-feed/${mark}-item`, { body: story('upserted') });
  keep('upserted', (await desk.send('GET', `/articles/${mark}-upserted`)).id);

  names.push(await plantFromTheWire(house, desk, unused));

  // Public, but for these fields.
  await desk.change('PATCH', `/media/${kishidaPicture.id}`, forTheDeskAlone(saying('public picture')));
  // Live, with a copy that says something else, and links to what is not live.
  const live = await desk.create('/articles', {
    headline: 'A live story with a newer copy',
    bodyMarkdown: `A paragraph, and [a link](${draft}).`,
    section: 'politics',
    deskNote: `${mark} live: desk note`,
    related: [{ relation: 'background', article: draft }],
  });
  await desk.act(live, 'publish', {});
  await desk.change('PATCH', `/articles/${live}`, { edNote: 'Now with a note.' });
  const refile = { kind: 'refile', text: `${mark} live: text of a refile` };
  await desk.act(live, 'publish', { change: refile });
  await desk.change('PATCH', `/articles/${live}`, {
    ...story('newer'),
    note: `${mark} newer: note of a version`,
  });
  names.push(`${mark}-newer`);

  keep(
    'translation',
    (
      await desk.send('POST', `/articles/${live}/translate`, {
        body: { locale: 'fr', headline: `${mark} translation: headline` },
      })
    ).id,
  );
  keep('duplicate', (await desk.send('POST', `/articles/${draft}/duplicate`)).id);

  // Was public, and is no more; only the headline and the notice of a withdrawn story may stay.
  const shown = await markedPicture(house, desk, 'shown');
  names.push(shown);
  const withdrawn = await desk.create('/articles', {
    ...markedStory('withdrawn', { picture: shown }),
    slug: 'a-withdrawn-story',
    headline: 'A withdrawn story',
  });
  await desk.act(withdrawn, 'publish', {});
  await desk.act(withdrawn, 'withdraw', { reason: `${mark} withdrawn: reason`, notice: 'It was wrong.' });
  const gone = keep(
    'unpublished',
    await desk.create('/articles', markedStory('unpublished', { picture: shown })),
  );
  await desk.act(gone, 'publish', {});
  await desk.act(gone, 'unpublish', { reason: `${mark} unpublished: reason` });

  // Killed: only the notice stays, and of what was never out not even that.
  const killed = await desk.create('/articles', {
    ...markedStory('killed', { picture: shown }),
    slug: 'a-killed-story',
  });
  await desk.act(killed, 'publish', {});
  await desk.act(killed, 'kill', {
    reason: `${mark} killed: reason`,
    notice: 'It was removed.',
    substitute: draft,
  });
  const unheard = keep('unheard', await desk.create('/articles', story('unheard')));
  await desk.act(unheard, 'kill', { reason: `${mark} unheard: reason`, notice: `${mark} unheard: notice` });
  // Another story now: nothing of its own stays.
  const merged = await desk.create('/articles', {
    ...markedStory('merged', { picture: shown }),
    slug: 'a-merged-story',
  });
  await desk.act(merged, 'publish', {});
  await desk.act(merged, 'consolidate', { into: live, reason: `${mark} merged: reason` });

  // Waits for its moment, alone and behind a live story; and one whose time is over.
  const waiting = keep('waiting', await desk.create('/articles', story('waiting')));
  await desk.act(waiting, 'expire', { at: '2047-01-01T00:00:00Z', reason: `${mark} waiting: reason` });
  const described = keep(
    'next',
    await desk.create('/articles', { headline: `${mark} next`, bodyText: 'T.' }),
  );
  await desk.act(described, 'schedule', { at: '2046-01-01T00:00:00Z' });
  await desk.send('POST', `/articles/${described}/previews`, { body: {} });
  await desk.send('PUT', `/articles/${described}/lease`, { body: {} });
  const past = await desk.create('/articles', {
    ...markedStory('past', { picture: shown }),
    slug: 'a-story-of-the-past',
  });
  await desk.act(past, 'publish', {});
  await desk.act(past, 'expire', { reason: `${mark} past: reason` });

  // In review, returned, with an embargo that was broken.
  const returned = keep(
    'returned',
    await desk.create('/articles', { ...story('returned'), embargoUntil: '2046-01-01T00:00:00Z' }),
  );
  await desk.act(returned, 'submit');
  await desk.act(returned, 'return', { reason: `${mark} returned: reason` });
  await desk.act(returned, 'break-embargo', { reason: `${mark} embargo: reason` });

  // Named by a live story, and hidden since: that they were there is known, what they say is not shown any more.
  const before = markedRecords('once-public', { picture: shown });
  const ids: Partial<Record<RecordKind, string>> = {};
  for (const [kind, record] of Object.entries(before))
    ids[kind as RecordKind] = await desk.create(`/${kind}`, record);
  const naming = await desk.create('/articles', {
    headline: 'A live story whose records were hidden',
    bodyText: 'One paragraph.',
    agency: before.agencies.slug,
    bylines: [{ byline: before.bylines.slug, role: 'author' }],
    section: before.sections.slug,
    topics: [before.topics.slug],
    attributions: [{ role: 'supplier', agency: before.agencies.slug }],
  });
  await desk.act(naming, 'publish', {});
  for (const [kind, id] of Object.entries(ids))
    await desk.change('PATCH', `/${kind}/${id}?confirm=true`, { hidden: true }, `/${kind}/${id}`);

  await plantAround(desk, draft);
  return names;
}

/** Alerts that do not show, keys and those who hold them. */
async function plantAround(desk: MarkingDesk, draft: string): Promise<void> {
  function line(where: string) {
    return { headline: `${mark} alert: ${where}`, endsAt: '2046-01-01T00:00:00Z' };
  }
  await desk.create('/alerts', { ...line('waits'), startsAt: '2045-01-01T00:00:00Z', url: link('alert') });
  await desk.create('/alerts', { ...line('of a draft'), startsAt: '2022-01-01T00:00:00Z', article: draft });
  const over = await desk.create('/alerts', { ...line('over'), startsAt: '2022-01-01T00:00:00Z' });
  await desk.change('PATCH', `/alerts/${over}`, { endsAt: '2022-02-01T00:00:00Z' });

  const actor = { name: `${mark} holder of a key`, kind: 'person' };
  const key = await desk.create('/keys', { name: `${mark} name of a key`, role: 'editor', actor });
  await desk.send('POST', `/keys/${key}/revoke`, { body: { reason: `${mark} key: reason` } });
  const { actor: holder } = await desk.send('GET', `/keys/${key}`);
  await desk.change('PATCH', `/actors/${holder.id}`, { name: `${mark} new name of the holder` });
  await desk.send('POST', `/actors/${holder.id}/disable`, { body: { reason: `${mark} actor: reason` } });
}
