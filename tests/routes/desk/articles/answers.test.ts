import { describe, expect, it } from 'vitest';
import { patchRecord } from '../../../../src/library/records/patch.ts';
import { sectionType } from '../../../../src/library/sections/record-type.ts';
import type { Response } from '../../../support/contract-client.ts';
import { deskOf } from '../../../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenSection, givenTopic } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

describe('whatever is done with a story', () => {
  it('is answered with what a read shows then', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const original = await desk.create({ headline: 'Original', locale: 'fr' });
    const other = await desk.create({ headline: 'Other' });
    const [topic, old] = [await givenTopic(house, { name: 'New' }), await givenTopic(house, { name: 'Old' })];
    const merging = desk.send('POST', `/topics/${old}/merge`, { etag: '"r1"', body: { into: topic } });
    expect((await merging).statusCode).toBe(200);
    const story = {
      agency: await givenAgency(house),
      bylines: [{ byline: await givenByline(house), role: 'author' as const }],
      section: await givenSection(house, { requiresApproval: true }),
      topics: [old],
      leadMedia: { media: await givenPicture(house, { captions: {} }) },
      related: [{ relation: 'background' as const, article: other.id }],
      bodyHtml: `<p>See <a href="https://news.example/${other.slug}">this</a>.</p>`,
    };
    async function expectShown(done: string, answer: Response) {
      const shown = answer.json<{ id: string }>();
      expect([done, answer.statusCode < 300]).toEqual([done, true]);
      expect([done, shown]).toEqual([done, await desk.read(shown.id)]);
      return shown.id;
    }

    const id = await expectShown(
      'create',
      await desk.send('POST', '/articles', { body: { headline: 'One', ...story } }),
    );
    const alone = { section: null, leadMedia: null };
    for (const change of [
      { kicker: 'Kicker' },
      { kicker: 'Kicker' },
      { headline: 'Two', slug: 'two', topics: [], externalIds: [{ scheme: 'wire', value: '1' }] },
      { bodyMarkdown: `See [here](${id}).`, headline: 'Three' },
      { translationOf: original.id, locale: 'en' },
      { translationOf: null, embargoUntil: '2026-11-25T00:00:00Z' },
      alone,
    ]) {
      await expectShown(JSON.stringify(change), await desk.patch(id, change));
    }
    await house.play((work) => patchRecord(work, sectionType, story.section, { requiresApproval: false }));
    for (const [action, body] of [
      ['submit'],
      ['return', { reason: 'Not yet.' }],
      ['break-embargo', { reason: 'It is out elsewhere.' }],
      ['translate', { locale: 'fr' }],
      ['duplicate', {}],
      ['schedule', { at: '2026-11-30T00:00:00Z' }],
      ['unschedule'],
      ['publish', {}],
      ['publish', { change: { kind: 'editorsNote', text: 'New.' } }],
      ['withdraw', { reason: 'An error.', notice: 'An error.' }],
      ['publish', { change: { kind: 'update', text: 'Back.' } }],
      ['expire', { reason: 'Over.' }],
      ['kill', { reason: 'Wrong.', notice: 'It was wrong.' }],
    ] as const) {
      await expectShown(action, await desk.act(id, action, body));
    }
  });
});
