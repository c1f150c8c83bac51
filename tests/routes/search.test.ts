import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../src/delivery/search/schema.ts';
import { deskOf } from '../support/desk.ts';
import {
  givenAgency,
  givenByline,
  givenCopy,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
  givenUpdate,
} from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';
import { wireTo } from '../support/wire.ts';

type Found = { data: SearchHit[]; page: { next?: string; total?: number } };

async function search(house: House, q: string, query = ''): Promise<Found> {
  const answer = await house.client.get(`/v1/search?q=${encodeURIComponent(q)}${query}`);
  expect([answer.statusCode, q]).toEqual([200, q]);
  return answer.json<Found>();
}

async function headlines(house: House, q: string, query = ''): Promise<string[]> {
  return (await search(house, q, query)).data.map(({ headline }) => headline);
}

describe('GET /v1/search', () => {
  it.each([
    ['en', 'McDonald’s opens', ["McDonald's", 'McDonalds', 'mcdonald', '"mcdonalds"', '"McDonald\'s opens"']],
    ['en', 'Fans of McDonalds', ["McDonald's", 'mcdonalds']],
    ['en', "Guns n' Roses tour", ["Guns n' Roses", 'Guns N Roses', '"guns n roses"']],
    ['en', "She said 'all' of it", ['all', "'all'"]],
    ['en', "O'Brien at rock’n’roll", ['obrien', 'O’Brien', "rock'n'roll", 'rocknroll', 'rock n roll']],
    [
      'en',
      "D'Angelo's last album",
      ['dangelo', 'D’Angelo', 'd`angelo', 'dangelos', 'angelo', '"D’Angelo’s last"'],
    ],
    ['it', 'D’Angelo e d’O’Brien', ['dangelo', "D'Angelo", 'angelo', 'obrien', "o'brien", 'dobrien']],
    ['de', 'L´Oréal wächst', ['loreal', "L'Oréal", 'oreal', 'l’oreal']],
    ['en', 'DAngelo and OBrien', ["D'Angelo", 'd’angelo', "o'brien", 'O´Brien']],
    ['fr', "Le sommet de l'Otan", ['otan', 'l’Otan', '"sommet de l’Otan"', 'lotan', "d'Otan"]],
    ['en', "L'Oréal grows", ['Oréal', 'loreal', "L'Oréal", 'l oreal']],
    ['en', 'The U.S. and the E.U.', ['US', 'U.S.', 'eu', '"the U.S. and"']],
    ['en', 'US troops leave', ['U.S.', 'us']],
    ['en', 'Some 10,000 jobs', ['10000', '10,000', '10.000']],
    ['de', 'Rund 10.000 Stellen', ['10000', '10.000', '10,000', '10 000', '10\u202f000']],
    ['de', 'Um 1.234,56 Euro', ['1234,56', '1.234,56', '1,234.56', '1234', '1 234,56']],
    ['en', 'For $1,250.75 a day', ['1250.75', '1,250.75', '1250', '1.250,75']],
    ['en', 'Some 1250.75 in all', ['1,250.75', '1250.75']],
    ['hi', 'कुल 12,34,567 रुपये', ['1234567', '12,34,567', '1,234,567']],
    ['en', '1,23,456.50 rupees', ['123456', '123456.50', '1,23,456.50']],
    ['fr', 'Près de 10 000 emplois', ['10000', '10 000', '10.000', '"10 000 emplois"']],
    ['fr', 'Plus de 1 234 567,8 tonnes', ['1234567', '1234567,8', '1 234 567,8']],
    ['he', 'דובר צה״ל וארה"ב', ['צה"ל', 'צהל', 'צה״ל', 'וארה״ב', '"דובר צה"ל"']],
    ['ar', 'مدرسة في ٢٠٢٢', ['مدرسه', 'مدرسة', 'فی', '2022', '۲۰۲۲']],
    ['fa', 'کتاب فارسی ۱۲۳', ['كتاب', 'فارسي', '123', '١٢٣']],
  ])('finds in %s "%s" by each of its spellings', async (locale, headline, queries) => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { locale, headline });
    await givenStory(house, { locale, headline: 'Nothing of the kind' });
    for (const q of queries) expect([q, await headlines(house, q)]).toEqual([q, [headline]]);
  });

  it('finds a story by what readers read of it, and by whom and what it names', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house, { name: 'Northern Wire' });
    await givenByline(house, { name: 'Zoë Müller' });
    await givenTopic(house, { name: 'Fisheries' });
    const leadMedia = await givenPicture(house, {
      captions: { en: { caption: 'Gulls.', altText: 'Grey gulls.' } },
    });
    await givenStory(house, { headline: 'Another' });
    await givenStory(house, {
      headline: 'Harbour reopens',
      standfirst: 'After the dredging.',
      bodyMarkdown: 'The *pilot* said so.\n\n| Ship | Berth |\n| --- | --- |\n| Aurora | 7 |',
      agency: 'northern-wire',
      bylines: [{ byline: 'zoe-mueller', role: 'author' }],
      topics: ['fisheries'],
      leadMedia: { media: leadMedia },
      placements: [{ media: leadMedia, caption: 'Seen from the mole.' }],
    });
    for (const q of [
      ...[
        'harbour',
        'dredging',
        'pilot',
        'aurora',
        'gulls',
        'mole',
        'northern',
        'muller',
        'mueller',
        'fisheries',
      ],
      ...['HARBOUR pilot', 'zoe aurora', '"the pilot said"', 'dredg*', 'harbour "northern wire"'],
      ...['harbours', 'dredge', 'pilots'],
    ])
      expect([q, await headlines(house, q)]).toEqual([q, ['Harbour reopens']]);
    for (const q of ['"harbours"', '"pilot the"', 'harbour another', 'dred', '!!', ''])
      expect([q, await headlines(house, q)]).toEqual([q, []]);
  });

  it('finds a Japanese story by any part of a sentence, and by a single character', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, {
      headline: '岸田首相がNATO首脳会議に出席',
      locale: 'ja',
      bodyText: '日本の首相。',
    });
    await givenStory(house, { headline: '日本', locale: 'ja', bodyText: '首都の話。' });
    for (const q of ['岸田', '首相', '田首', '会', 'NATO首脳', '「首脳会議」', 'ﾅﾄ nato'.slice(3)])
      expect([q, (await headlines(house, q)).length]).toEqual([q, 1]);
    expect(await headlines(house, '日')).toHaveLength(2);
    expect(await headlines(house, '田岸')).toEqual([]);
    const [hit] = (await search(house, '首脳会議')).data;
    expect(hit!.match.headlineHtml).toBe('岸田首相がNATO<mark>首脳会議</mark>に出席');
  });

  it('puts first what says it in the headline, then what is about it, then what is newer', async () => {
    const house = await openHouse({ seed: 'none' });
    const filler = 'A word of another kind. '.repeat(40);
    await givenStory(house, {
      headline: 'Newest',
      bodyText: `${filler} Once a bridge.`,
      publishedAt: '2022-06-08T10:00:00Z',
    });
    await givenStory(house, {
      headline: 'Older',
      bodyText: `${filler} Once a bridge.`,
      publishedAt: '2022-01-08T10:00:00Z',
    });
    await givenStory(house, {
      headline: 'Oft',
      bodyText: 'A bridge, the bridge, their bridge.',
      publishedAt: '2022-06-07T10:00:00Z',
    });
    await givenStory(house, { headline: 'Bridge', bodyText: filler, publishedAt: '2022-05-01T10:00:00Z' });
    for (let other = 0; other < 12; other += 1)
      await givenStory(house, { headline: 'Nothing of it', bodyText: filler });
    expect(await headlines(house, 'bridge')).toEqual(['Bridge', 'Oft', 'Newest', 'Older']);
    expect(await headlines(house, 'bridge', '&sort=publishedAt')).toEqual([
      'Older',
      'Bridge',
      'Oft',
      'Newest',
    ]);
  });

  it('puts words that stand together before words that do not', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, {
      headline: 'Together',
      bodyText: 'Of the night bus they spoke at length today.',
      publishedAt: '2022-06-01T10:00:00Z',
    });
    await givenStory(house, {
      headline: 'Apart',
      bodyText: 'At night they spoke at length of the bus today.',
      publishedAt: '2022-06-02T10:00:00Z',
    });
    expect(await headlines(house, 'night bus')).toEqual(['Together', 'Apart']);
  });

  it('finds words in other forms, after those in which they are as they were typed', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const [headline, bodyText] of [
      ['Typed', 'Nurses began the strike.'],
      ['Striking nurse', 'Strikes, and striking nurses.'],
      ['Economy', 'Les economies locales ou nationales.'],
      ['Cabinet', 'Un accord national.'],
    ] as const)
      await givenStory(house, { headline, bodyText });
    expect(await headlines(house, 'nurses strike')).toEqual(['Typed', 'Striking nurse']);
    expect(await headlines(house, 'nurse striking')).toEqual(['Striking nurse', 'Typed']);
    expect(await headlines(house, 'strike')).toEqual(['Typed', 'Striking nurse']);
    expect(await headlines(house, 'strike', '&sort=-publishedAt')).toEqual(['Striking nurse', 'Typed']);
    expect(await headlines(house, '"strike"')).toEqual(['Typed']);
    expect(await headlines(house, '"nurse strike"')).toEqual([]);
    expect(await headlines(house, 'strikes*')).toEqual(['Striking nurse']);
    expect(await headlines(house, 'economy')).toEqual(['Economy']);
    expect(await headlines(house, 'nationaux')).toEqual(['Cabinet']);
    const { data, page } = await search(house, 'strikes', '&limit=1&count=true');
    expect([data[0]!.match, page.total]).toEqual([
      {
        headlineHtml: '<mark>Striking</mark> nurse',
        snippetHtml: '<mark>Strikes</mark>, and <mark>striking</mark> nurses.',
      },
      2,
    ]);
    expect(await headlines(house, 'strikes', `&limit=1&cursor=${page.next}`)).toEqual(['Typed']);
  });

  it('is narrowed by the filters of the list', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenSection(house, { name: 'World' });
    await givenSection(house, { name: 'Asia', parent: 'world' });
    await givenTopic(house, { name: 'Trade' });
    await givenAgency(house, { name: 'Wire' });
    await givenByline(house, { name: 'Jane Doe' });
    const story = { bodyText: 'Tariffs.' };
    await givenStory(house, {
      ...story,
      headline: 'One',
      section: 'asia',
      urgency: 2,
      publishedAt: '2022-06-01T10:00:00.400Z',
      kind: 'analysis',
    });
    await givenStory(house, {
      ...story,
      headline: 'Two',
      topics: ['trade'],
      agency: 'wire',
      locale: 'pt-BR',
      publishedAt: '2022-06-02T10:00:00Z',
    });
    await givenStory(house, {
      ...story,
      headline: 'Three',
      bylines: [{ byline: 'jane-doe', role: 'author' }],
      publishedAt: '2022-06-03T10:00:00Z',
      breakingUntil: '2026-11-24T00:00:00Z',
    });
    for (const [filter, found] of [
      ['section=world', ['One']],
      ['topic=trade', ['Two']],
      ['agency=wire', ['Two']],
      ['byline=jane-doe', ['Three']],
      ['kind=analysis,brief', ['One']],
      ['locale=pt-BR', ['Two']],
      ['urgencyMax=3', ['One']],
      ['breaking=true', ['Three']],
      ['breaking=false&sort=publishedAt', ['One', 'Two']],
      ['publishedFrom=2022-06-01T10:00:00.400Z&publishedTo=2022-06-02T00:00:00Z', ['One']],
      ['publishedFrom=2022-06-01T10:00:00.401Z&publishedTo=2022-06-02T00:00:00Z', []],
      ['updatedFrom=2022-06-03T00:00:00Z', ['Three']],
      ['updatedTo=2022-06-01', ['One']],
      ['topic=trade&section=world', []],
    ] as const)
      expect([filter, await headlines(house, 'tariffs', `&${filter}`)]).toEqual([filter, found]);
  });

  it('narrows many stories as it does few', async () => {
    const house = await openHouse({ seed: 'none' });
    for (let minute = 0; minute < 102; minute += 1) {
      const publishedAt = new Date(Date.UTC(2022, 5, 1, 10, minute)).toISOString();
      await givenStory(house, { headline: `Ferry ${minute}`, publishedAt });
    }
    for (const [filter, total] of [
      ['breaking=false', 102],
      ['breaking=true', 0],
      ['publishedFrom=2022-06-01T10:01:00Z', 101],
      ['publishedFrom=2022-06-01T10:01:00Z&publishedTo=2022-06-01T11:40:30Z', 100],
      ['updatedTo=2022-06-01T10:09:00Z', 10],
    ] as const)
      expect([filter, (await search(house, 'ferry', `&count=true&${filter}`)).page.total]).toEqual([
        filter,
        total,
      ]);
  });

  it.each(['relevance', '-publishedAt', 'publishedAt'])(
    'goes through all that fits, page by page, by %s, while stories come and go',
    async (sort) => {
      const house = await openHouse({ seed: 'none' });
      const ids: string[] = [];
      for (let day = 1; day <= 9; day += 1)
        ids.push(
          await givenStory(house, {
            headline: `Ferry ${day}`,
            bodyText: `${'ferry '.repeat(day)}.`,
            publishedAt: `2022-06-0${day}T10:00:00Z`,
          }),
        );
      const desk = await deskOf(house, 'chief');
      const whole = await headlines(house, 'ferry', `&sort=${sort}`);
      const seen: string[] = [];
      let next = '';
      for (let page = 0; page < 5; page += 1) {
        const found = await search(house, 'ferry', `&sort=${sort}&limit=2&count=true${next}`);
        seen.push(...found.data.map(({ headline }) => headline));
        if (page === 1) {
          await givenStory(house, { headline: 'Ferry of another time', publishedAt: '2022-05-20T10:00:00Z' });
          const last = found.data.at(-1)!;
          await desk.act(last.id, 'withdraw', { reason: 'Wrong.', notice: 'Withdrawn.' });
        }
        if (!found.page.next) break;
        next = `&cursor=${found.page.next}`;
      }
      expect(seen.filter((headline) => whole.includes(headline))).toEqual(whole);
      expect(ids).toHaveLength(9);
    },
  );

  it('counts what fits', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const headline of ['A ferry', 'B ferry', 'C ferry']) await givenStory(house, { headline });
    expect((await search(house, 'ferry', '&limit=1&count=true')).page).toMatchObject({ total: 3 });
    expect((await search(house, '…', '&count=true')).page).toEqual({ limit: 20, total: 0 });
  });

  it('follows what is public at once', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const id = await givenCopy(house, { headline: 'Draft of a lighthouse' });
    expect(await headlines(house, 'lighthouse')).toEqual([]);
    await desk.act(id, 'publish', {});
    expect(await headlines(house, 'lighthouse')).toEqual(['Draft of a lighthouse']);
    await desk.patch(id, { headline: 'Now a windmill' });
    expect([await headlines(house, 'lighthouse'), await headlines(house, 'windmill')]).toEqual([
      ['Draft of a lighthouse'],
      [],
    ]);
    await givenUpdate(house, id, { headline: 'Now a windmill' });
    expect([await headlines(house, 'lighthouse'), await headlines(house, 'windmill')]).toEqual([
      [],
      ['Now a windmill'],
    ]);
    await desk.act(id, 'kill', { reason: 'Wrong.', notice: 'Killed.' });
    expect(await headlines(house, 'windmill')).toEqual([]);
  });

  it('follows names that change, are merged, and are hidden', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    await givenAgency(house, { name: 'Oldname' });
    await givenAgency(house, { name: 'Survivor' });
    await givenByline(house, { name: 'Quixote' });
    await givenStory(house, {
      headline: 'By wire',
      agency: 'oldname',
      bylines: [{ byline: 'quixote', role: 'author' }],
    });
    async function etag(path: string): Promise<string> {
      return (await desk.send('GET', path)).json<{ etag: string }>().etag;
    }
    await desk.send('PATCH', '/agencies/oldname', {
      etag: await etag('/agencies/oldname'),
      body: { name: 'Newname' },
    });
    expect([await headlines(house, 'newname'), await headlines(house, 'oldname')]).toEqual([
      ['By wire'],
      ['By wire'],
    ]);
    await desk.send('POST', '/agencies/oldname/merge', {
      etag: await etag('/agencies/oldname'),
      body: { into: 'survivor' },
    });
    expect([await headlines(house, 'survivor'), await headlines(house, 'newname')]).toEqual([
      ['By wire'],
      [],
    ]);
    await desk.send('PATCH', '/bylines/quixote?confirm=true', {
      etag: await etag('/bylines/quixote'),
      body: { hidden: true },
    });
    expect(await headlines(house, 'quixote')).toEqual([]);
    expect((await desk.send('GET', '/search?q=quixote')).json().data).toHaveLength(1);
  });

  it('follows the words of pictures, and forgets them when the rights to one end', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const usableUntil = new Date(house.clock.now() + 3_600_000).toISOString();
    const media = await givenPicture(house, { usableUntil });
    await givenStory(house, { headline: 'Illustrated', leadMedia: { media } });
    expect(await headlines(house, 'lectern')).toEqual(['Illustrated']);
    const { etag } = (await desk.send('GET', `/media/${media}`)).json();
    const words = { caption: 'A flamingo.', altText: 'A pink bird.' };
    expect((await desk.send('PUT', `/media/${media}/captions/en`, { etag, body: words })).statusCode).toBe(
      200,
    );
    expect([await headlines(house, 'lectern'), await headlines(house, 'flamingo')]).toEqual([
      [],
      ['Illustrated'],
    ]);
    const [hit] = (await search(house, 'flamingo')).data;
    expect(hit!.match.snippetHtml).toBe('A <mark>flamingo</mark>.');
    await givenStory(house, {
      headline: 'In the text',
      body: [
        { _type: 'image', media, caption: 'A pelican.' },
        { _type: 'gallery', items: [{ _type: 'image', media, caption: 'A stork.' }] },
      ],
    });
    for (const q of ['pelican', 'stork', 'flamingo'])
      expect([q, (await headlines(house, q)).length > 0]).toEqual([q, true]);
    house.clock.advance(3_600_000);
    await house.catchUp();
    for (const q of ['pelican', 'stork', 'flamingo']) expect([q, await headlines(house, q)]).toEqual([q, []]);
    expect(await headlines(house, 'text')).toEqual(['In the text']);
  });

  it('finds somebody by both names, however many share one', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenByline(house, { name: 'Marie Curie' });
    for (let other = 0; other < 60; other += 1) await givenByline(house, { name: `Marie Number${other}` });
    await givenStory(house, { headline: 'Radium', bylines: [{ byline: 'marie-curie', role: 'author' }] });
    expect(await headlines(house, 'marie curie')).toEqual(['Radium']);
    expect(await headlines(house, 'curie marie radium')).toEqual(['Radium']);
  });

  it('keeps a phrase within its paragraph', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { headline: 'Two', bodyText: 'Here it ends.\n\nBegin again.' });
    expect(await headlines(house, '"ends begin"')).toEqual([]);
    expect(await headlines(house, 'ends begin')).toEqual(['Two']);
  });

  it('shows words as they are, whatever they look like', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, {
      headline: '<img src=x onerror=alert(1)> ferry',
      bodyText: '<script>alert("ferry")</script> & more',
    });
    const [hit] = (await search(house, 'ferry alert')).data;
    expect(hit!.match).toEqual({
      headlineHtml: '&lt;img src=x onerror=<mark>alert</mark>(1)&gt; <mark>ferry</mark>',
      snippetHtml:
        '&lt;script&gt;<mark>alert</mark>(&quot;<mark>ferry</mark>&quot;)&lt;/script&gt; &amp; more',
    });
  });

  it('takes any text for a question', async () => {
    const house = await openHouse();
    const hostile = [
      '"',
      '""',
      '*',
      'a* "b',
      'AND',
      'NOT x',
      'a OR',
      'NEAR(a, b)',
      '{headline}: x',
      '-x',
      '^a',
      "'; DROP TABLE live_search; --",
      'x'.repeat(200),
      'a '.repeat(100),
      '"a b c d e f g h i j"*',
      '日'.repeat(200),
      'x'.repeat(2000),
      '\u000b\uffff',
    ];
    for (const q of hostile) await search(house, q);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), async (text) => {
        const answer = await house.client.get(`/v1/search?q=${encodeURIComponent(text)}`);
        expect(answer.statusCode).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what is no question, and names every fault', async () => {
    const house = await openHouse();
    const missing = await house.client.get('/v1/search?limit=0');
    expect([
      missing.statusCode,
      missing.json().errors.map(({ parameter }: { parameter: string }) => parameter),
    ]).toEqual([400, expect.arrayContaining(['q', 'limit'])]);
    expect((await house.client.get(`/v1/search?q=${'x'.repeat(2001)}`)).statusCode).toBe(400);
    expect((await house.client.get('/v1/search?q=a&section=nowhere')).statusCode).toBe(422);
    const { next } = (await search(house, 'sa*', '&limit=1')).page;
    expect((await house.client.get(`/v1/search?q=other&limit=1&cursor=${next}`)).statusCode).toBe(400);
    expect(
      (await house.client.get(`/v1/search?q=sa*&limit=1&sort=publishedAt&cursor=${next}`)).statusCode,
    ).toBe(400);
  });

  it('is answered from ready bytes until something public changes', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    await ask('/v1/search?q=kishida');
    house.queries.length = 0;
    const ready = await ask('/v1/search?q=kishida');
    expect([ready.headers['cache-status'], house.queries]).toEqual(['dateline; hit', []]);
    await givenStory(house, { headline: 'Kishida again' });
    expect((await search(house, 'kishida')).data).toHaveLength(2);
  });
});
