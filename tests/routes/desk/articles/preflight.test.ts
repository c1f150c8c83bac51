import { describe, expect, it } from 'vitest';
import { articleSlugs } from '../../../../src/desk/stories/table.ts';
import { rules } from '../../../../src/desk/preflight/rules.ts';
import { deskOf } from '../../../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenSection, givenTopic } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

type Finding = { rule: string; severity: string; pointer?: string; detail: string };

async function atWork() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'admin');
  async function preflight(id: string): Promise<{ ready: boolean; findings: Finding[] }> {
    return (await desk.send('GET', `/articles/${id}/preflight`)).json();
  }
  /** The rules that speak of a story, with their places. */
  async function told(fields: Parameters<typeof desk.create>[0]): Promise<string[]> {
    const { id } = await desk.create(fields);
    return (await preflight(id)).findings.map(({ rule, pointer = '' }) => `${rule} ${pointer}`.trim());
  }
  return { house, desk, preflight, told };
}

/** A story that nothing is to be said about. */
async function flawless({ house }: Awaited<ReturnType<typeof atWork>>) {
  const picture = await givenPicture(house, { creditLine: 'Jane Doe' });
  return {
    headline: 'Ferry Returns to Sampleville',
    standfirst: 'After two years.',
    bodyText: 'The ferry is back.',
    section: await givenSection(house),
    bylines: [{ byline: await givenByline(house), role: 'author' as const }],
    leadMedia: { media: picture },
  };
}

describe('GET /v1/desk/articles/{article}/preflight', () => {
  it('finds nothing in a story that is as it should be', async () => {
    const work = await atWork();
    const { id, etag } = await work.desk.create(await flawless(work));
    expect((await work.desk.send('GET', `/articles/${id}/preflight`)).json()).toEqual({
      version: 1,
      etag,
      ready: true,
      findings: [],
    });
  });

  it('names all that blocks and all that warns at once, blockers first, a sentence each', async () => {
    const { house, desk, preflight } = await atWork();
    const silent = await givenPicture(house, { captions: { en: { caption: 'A lectern.' } } });
    const topic = await givenTopic(house);
    const { id } = await desk.create({
      body: [],
      topics: [topic],
      placements: [{ media: silent }],
      embargoUntil: '2026-12-01T00:00:00Z',
    });
    const { etag } = (await desk.send('GET', `/topics/${topic}`)).json();
    await desk.send('PATCH', `/topics/${topic}`, { etag, body: { hidden: true } });
    const { ready, findings } = await preflight(id);
    expect(ready).toBe(false);
    expect(findings.filter(({ severity }) => severity === 'blocker')).toEqual([
      {
        rule: 'embargoInForce',
        severity: 'blocker',
        pointer: '/embargoUntil',
        detail: 'The story is under embargo until 2026-12-01T00:00:00.000Z.',
      },
      { rule: 'bodyEmpty', severity: 'blocker', pointer: '/body', detail: 'The story has no text.' },
      {
        rule: 'altTextMissing',
        severity: 'blocker',
        pointer: '/placements/0',
        detail: `${silent} has no alt text for en; write one, or say that it is decorative.`,
      },
      {
        rule: 'referenceHidden',
        severity: 'blocker',
        pointer: '/topics/0',
        detail: 'The topic "NATO" is hidden.',
      },
    ]);
    const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ rule }) => rule);
    expect(warnings).toEqual([
      'standfirstMissing',
      'sectionMissing',
      'bylineMissing',
      'leadPictureMissing',
      'pictureCreditMissing',
    ]);
    for (const { detail } of findings) expect(detail).toMatch(/^.+[.]$/);
  });

  it('blocks exactly what publishing refuses, in the same words', async () => {
    const { house, desk, preflight } = await atWork();
    const picture = await givenPicture(house, {
      captions: { en: { caption: 'A lectern.' } },
      usableUntil: '2026-11-23T11:00:00Z',
    });
    const { id } = await desk.create({ body: [], leadMedia: { media: picture } });
    const { findings } = await preflight(id);
    const blockers = findings.flatMap(({ severity, ...fault }) => (severity === 'blocker' ? [fault] : []));
    expect(blockers.map(({ rule }) => rule)).toEqual(['bodyEmpty', 'pictureRightsExpired', 'altTextMissing']);
    const refused = await desk.act(id, 'publish', {});
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toEqual(blockers);
    const told = await desk.read(id);
    expect(told.actions.publish.blockers).toEqual(blockers);
    await desk.patch(id, { embargoUntil: '2026-12-01T00:00:00Z' });
    const held = await desk.act(id, 'publish', {});
    const embargo = {
      rule: 'embargoInForce',
      pointer: '/embargoUntil',
      detail: 'The story is under embargo until 2026-12-01T00:00:00.000Z.',
    };
    expect([held.statusCode, held.json().blockers]).toEqual([409, [embargo, ...blockers]]);
  });

  it('lets warnings stand in the way of nothing', async () => {
    const { desk, preflight } = await atWork();
    const { id } = await desk.create();
    expect(await preflight(id)).toMatchObject({ ready: true, findings: { length: 4 } });
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(200);
  });

  it('blocks while the embargo of the story that it translates stands, and not a moment longer', async () => {
    const { house, desk, preflight } = await atWork();
    const original = await desk.create({ embargoUntil: '2026-11-23T13:00:00Z' });
    const { id } = (await desk.act(original.id, 'translate', { locale: 'fr' })).json();
    expect((await preflight(id)).findings[0]).toMatchObject({ rule: 'embargoInForce' });
    house.clock.set('2026-11-23T13:00:00Z');
    expect((await preflight(id)).findings.map(({ rule }) => rule)).not.toContain('embargoInForce');
  });

  it('blocks a deleted story, and a slug that another story has', async () => {
    const { house, desk, preflight } = await atWork();
    const { id } = await desk.create({ headline: 'Gone' });
    const other = await desk.create({ headline: 'Other' });
    await house.play(({ tx }) => tx.update(articleSlugs).set({ articleId: other.id }));
    const { etag } = await desk.read(id);
    await desk.send('DELETE', `/articles/${id}`, { etag });
    expect((await preflight(id)).findings.slice(0, 2)).toMatchObject([
      { rule: 'notPublishable', detail: 'This story is deleted; undelete it first.' },
      { rule: 'slugTaken', pointer: '/slug' },
    ]);
  });

  it('looks at the words of the headline', async () => {
    const work = await atWork();
    const { told } = work;
    const fine = await flawless(work);
    expect(await told({ ...fine, headline: 'A'.repeat(65) })).toEqual(['headlineLong /headline']);
    expect(await told({ ...fine, headline: 'A'.repeat(64) })).toEqual([]);
    expect(await told({ ...fine, headline: '図'.repeat(33) })).toEqual(['headlineLong /headline']);
    expect(await told({ ...fine, headline: 'Kishida Considers Summit -Sources' })).toEqual([
      'sourcesTagUnattributed /attributions',
    ]);
    const attributions = [
      { role: 'anonymousSource' as const, description: 'officials', reason: 'not authorised to speak' },
    ];
    expect(await told({ ...fine, headline: 'Kishida Considers Summit - sources', attributions })).toEqual([]);
    expect(await told({ ...fine, attributions })).toEqual(['sourcesTagMissing /headline']);
  });

  it('looks at sources, dates, subjects and credits', async () => {
    const work = await atWork();
    const { told, house } = work;
    const fine = await flawless(work);
    expect(
      await told({
        ...fine,
        headline: 'Summit -Sources',
        attributions: [{ role: 'anonymousSource', blocks: ['nowhere'] }],
      }),
    ).toEqual([
      'anonymityUnexplained /attributions/0/reason',
      'sourceUndescribed /attributions/0/description',
      'attributedBlockGone /attributions/0/blocks/0',
    ]);
    const dateline = { text: 'TOKYO, June 4', date: '2022-06-04' };
    expect(await told({ ...fine, dateline })).toEqual(['datelineDateDistant /dateline/date']);
    expect(await told({ ...fine, dateline: { text: 'TOKYO', date: '2026-11-17' } })).toEqual([]);
    expect(await told({ ...fine, dateline: { text: 'TOKYO', date: '2022' } })).toEqual([]);
    expect(await told({ ...fine, agency: await givenAgency(house) })).toEqual([
      'agencyCreditMissing /creditLine',
    ]);
    const credited = await givenAgency(house, { name: 'Kyodo', creditLine: 'Kyodo' });
    expect(await told({ ...fine, agency: credited })).toEqual([]);
    expect(await told({ ...fine, breakingUntil: '2026-11-23T11:00:00Z' })).toEqual([
      'breakingOver /breakingUntil',
    ]);
  });

  it('looks at the words, the credit and the rights of every picture', async () => {
    const work = await atWork();
    const { told, house } = work;
    const fine = await flawless(work);
    async function toldOf(fields: Parameters<typeof givenPicture>[1], words = {}): Promise<string[]> {
      return told({
        ...fine,
        leadMedia: { media: await givenPicture(house, { creditLine: 'J', ...fields }), ...words },
      });
    }
    const same = { en: { caption: 'A lectern, in grey.', altText: 'A lectern in grey' } };
    expect(await toldOf({ captions: same })).toEqual(['altTextIsCaption /leadMedia']);
    expect(await toldOf({ captions: same }, { caption: 'Another.' })).toEqual([]);
    expect(await toldOf({}, { caption: 'A grey lectern.' })).toEqual(['altTextIsCaption /leadMedia']);
    for (const altText of ['Image of a lectern', 'a photo showing a lectern', '演壇の写真'])
      expect(await toldOf({}, { altText })).toEqual(['altTextSaysPicture /leadMedia']);
    for (const altText of ['16x9 Image', 'IMG_0312.JPG'])
      expect(await toldOf({}, { altText })).toEqual(['altTextNamesFile /leadMedia']);
    expect(await toldOf({ captions: { en: { altText: 'A lectern.' } } })).toEqual([
      'captionMissing /leadMedia',
    ]);
    expect(await toldOf({ captions: { en: { decorative: true } } })).toEqual([]);
    const other = { ja: { caption: '演壇', altText: '灰色の演壇' } };
    expect(await toldOf({ captions: other })).toEqual([
      'altTextMissing /leadMedia',
      'captionInOtherLanguage /leadMedia',
    ]);
    expect(await toldOf({ captions: other }, { altText: 'A grey lectern.' })).toEqual([
      'captionInOtherLanguage /leadMedia',
    ]);
    expect(await toldOf({ usableUntil: '2026-11-24T12:00:00Z' })).toEqual(['pictureRightsEnding /leadMedia']);
    expect(await toldOf({ usableUntil: '2026-11-24T12:00:01Z' })).toEqual([]);
    expect(await toldOf({ rights: { channels: ['print'] } })).toEqual(['pictureLimited /leadMedia']);
    expect(await toldOf({ rights: { territories: ['JP'] } })).toEqual(['pictureLimited /leadMedia']);
    expect(await toldOf({ rights: { channels: ['web', 'app'] } })).toEqual([]);
    expect(await toldOf({ instructions: 'No sales.' })).toEqual(['pictureInstructions /leadMedia']);
    expect(await told({ ...fine, leadMedia: { media: await givenPicture(house) } })).toEqual([
      'pictureCreditMissing /leadMedia',
    ]);
  });

  it('names stories that readers will not be led to, until they are live', async () => {
    const work = await atWork();
    const { desk, preflight } = work;
    const other = await desk.create({ headline: 'Other' });
    const { id } = await desk.create({
      ...(await flawless(work)),
      bodyText: undefined,
      body: [
        {
          _type: 'block',
          children: [{ _type: 'span', text: 'There', marks: ['l'] }],
          markDefs: [{ _type: 'articleLink', _key: 'l', article: other.id }],
        },
      ],
      related: [{ relation: 'background', article: other.id }],
    });
    async function rulesOf() {
      return (await preflight(id)).findings.map(({ rule, pointer }) => [rule, pointer]);
    }
    expect(await rulesOf()).toEqual([
      ['linkNotLive', '/body/0/markDefs/0/article'],
      ['relatedNotLive', '/related/0/article'],
    ]);
    await desk.act(other.id, 'publish', {});
    expect(await rulesOf()).toEqual([]);
  });

  it('finds what the page of the first story is known for, and nothing that blocks', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'editor');
    const slug = 'japans-kishida-considers-joining-nato-summit-sources';
    const checked = (await desk.send('GET', `/articles/${slug}/preflight`)).json();
    expect(checked.ready).toBe(true);
    expect(checked.findings.map(({ rule }: Finding) => rule)).toEqual(
      expect.arrayContaining(['pictureCreditMissing']),
    );
    expect(checked.findings.map(({ rule }: Finding) => rule)).not.toContain('sourcesTagUnattributed');
  });

  it('is for those who may see the story', async () => {
    const { house, desk } = await atWork();
    const { id } = await desk.create();
    const reporter = await deskOf(house, 'reporter');
    expect((await reporter.send('GET', `/articles/${id}/preflight`)).statusCode).toBe(404);
    const own = await reporter.create();
    expect((await reporter.send('GET', `/articles/${own.id}/preflight`)).statusCode).toBe(200);
  });

  it('has rules with names of their own', () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, about } of rules) {
      expect(name).toMatch(/^[a-z]+([A-Z][a-z]*)+$/);
      expect(about).toMatch(/^[A-Z].+[.]$/);
    }
  });
});

describe('preflight of what publishing is asked', () => {
  it('takes the change and the date, and names what publishing would refuse', async () => {
    const { house, desk } = await atWork();
    const { id } = await desk.create({ headline: 'One' });
    async function asked(body: object) {
      const answer = await desk.send('POST', `/articles/${id}/preflight`, { body });
      const { ready, findings } = answer.json<{ ready: boolean; findings: Finding[] }>();
      return [ready, findings.filter(({ rule }) => rule === 'changeUnfit').map((one) => one.pointer)];
    }
    const change = { kind: 'update', text: 'New.' };
    expect(await asked({ change })).toEqual([false, ['/change']]);
    expect(await asked({ publishedAt: '2020-01-01T00:00:00Z' })).toEqual([true, []]);
    await desk.act(id, 'publish', {});
    expect(await asked({ change })).toEqual([false, ['/change/kind']]);
    expect(await asked({ patch: { headline: 'Two' }, change })).toEqual([true, []]);
    expect(await asked({})).toEqual([true, []]);
    const unsaved = { headline: 'One', bodyText: 'One.', publish: {} };
    const checked = await desk.send('POST', '/preflight', { body: unsaved });
    expect([checked.statusCode, checked.json().ready]).toEqual([200, true]);
    await house.close();
  });

  it('is not ready for whoever lacks the scope that took a story back', async () => {
    const { house, desk: admin } = await atWork();
    const editor = await deskOf(house, 'editor');
    const { id } = await editor.create({ headline: 'One' });
    await editor.act(id, 'publish', {});
    await admin.act(id, 'withdraw', { reason: 'Wrong.', notice: 'It was wrong.' });
    const path = `/articles/${id}/preflight`;
    for (const [method, body] of [
      ['GET', undefined],
      ['POST', {}],
    ] as const)
      expect((await editor.send(method, path, { body })).json()).toMatchObject({
        ready: false,
        findings: [
          {
            rule: 'notPublishable',
            detail: 'This story was withdrawn: to publish it again needs the scope articles:withdraw.',
          },
          ...Array.from({ length: 4 }, () => ({ severity: 'warning' })),
        ],
      });
    expect((await admin.send('GET', path)).json().ready).toBe(true);
  });
});
