import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

const embargoUntil = '2026-11-23T12:10:00Z';

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  async function given(locale: string, fields: object = {}): Promise<string> {
    const { id } = await desk.create({ headline: `Bus ${locale}`, locale, ...fields });
    return id;
  }
  async function translationOf(id: string): Promise<string | undefined> {
    return (await desk.read(id)).translationOf?.id;
  }
  return { house, desk, given, translationOf };
}

describe('a group of translations', () => {
  it('has one original: who names a translation means its original', async () => {
    const { desk, given, translationOf } = await newsroom();
    const english = await given('en');
    const french = await given('fr', { translationOf: english });
    const german = await given('de', { translationOf: french });
    expect(await translationOf(german)).toBe(english);
    const japanese = await given('ja');
    expect((await desk.patch(japanese, { translationOf: german })).statusCode).toBe(200);
    expect(await translationOf(japanese)).toBe(english);
  });

  it('takes no story that translates itself, no second one in a language, and no other original', async () => {
    const { desk, given } = await newsroom();
    const english = await given('en');
    const french = await given('fr', { translationOf: english });
    const other = await given('fr');
    const dutch = await given('nl');
    await given('it', { translationOf: dutch });
    const refused = [
      [english, { translationOf: english }, 'A story cannot translate itself.'],
      // A circle.
      [english, { translationOf: french }, 'A story cannot translate itself.'],
      [other, { translationOf: english }, 'This story is there in fr already.'],
      [
        dutch,
        { translationOf: english },
        'The story in it translates this one, which cannot translate another then: set translationOf of the story in it instead.',
      ],
    ] as const;
    for (const [id, body, detail] of refused) {
      const answer = await desk.patch(id, body);
      expect(answer.statusCode).toBe(422);
      expect(answer.json().errors).toEqual([{ pointer: '/translationOf', detail }]);
    }
    const second = await desk.send('POST', '/articles', {
      body: { headline: 'Again', locale: 'fr', translationOf: english },
    });
    expect(second.statusCode).toBe(422);
    const same = await desk.send('POST', '/articles', {
      body: { headline: 'Again', locale: 'en', translationOf: english },
    });
    expect(same.statusCode).toBe(422);
  });

  it('takes a story back only where its language is still free', async () => {
    const { desk, given } = await newsroom();
    const english = await given('en');
    const french = await given('fr', { translationOf: english });
    await desk.send('DELETE', `/articles/${french}`, { etag: (await desk.read(french)).etag });
    await given('fr', { translationOf: english });
    const back = await desk.send('POST', `/articles/${french}/undelete`, {
      etag: (await desk.read(french)).etag,
    });
    expect([back.statusCode, back.json().detail]).toEqual([409, 'This story is there in fr already.']);
  });

  it('keeps what a version that is restored says of it to the same rules', async () => {
    const { desk, given } = await newsroom();
    const english = await given('en');
    const french = await given('fr', { translationOf: english });
    await desk.patch(french, { translationOf: null });
    await given('fr', { translationOf: english });
    const restored = await desk.act(french, 'versions/1/restore');
    expect(restored.statusCode).toBe(422);
    expect(restored.json().errors).toMatchObject([{ pointer: '/translationOf' }]);
  });
});

describe('an embargo', () => {
  it.each(['the original', 'a translation', 'the story itself'])(
    'on %s holds for every story of the group',
    async (which) => {
      const { house, desk, given } = await newsroom();
      const english = await given('en');
      const french = await given('fr', { translationOf: english });
      const german = await given('de', { translationOf: french });
      const under = { 'the original': english, 'a translation': french, 'the story itself': german }[which]!;
      expect((await desk.patch(under, { embargoUntil })).statusCode).toBe(200);
      for (const id of [english, french, german]) {
        const refused = await desk.act(id, 'publish', {});
        expect([refused.statusCode, refused.json().detail]).toEqual([
          409,
          expect.stringContaining('2026-11-23T12:10:00.000Z'),
        ]);
        const early = await desk.act(id, 'schedule', { at: '2026-11-23T12:05:00Z' });
        expect(early.statusCode).toBe(409);
      }
      house.clock.advance(10 * 60 * 1000);
      expect((await desk.act(english, 'publish', {})).statusCode).toBe(200);
    },
  );

  it('does not end when the story that bears it is deleted', async () => {
    const { house, desk, given } = await newsroom();
    const french = await given('fr');
    const english = await given('en', { translationOf: french, embargoUntil });
    await desk.send('DELETE', `/articles/${english}`, { etag: (await desk.read(english)).etag });
    expect((await desk.act(french, 'publish', {})).statusCode).toBe(409);
    house.clock.advance(10 * 60 * 1000);
    expect((await desk.act(french, 'publish', {})).statusCode).toBe(200);
  });

  it('comes with a story that is linked later, and is refused where one of them is out or goes out before', async () => {
    const { desk, given } = await newsroom();
    const english = await given('en');
    const french = await given('fr', { embargoUntil });
    expect((await desk.patch(french, { translationOf: english })).statusCode).toBe(200);
    expect((await desk.act(english, 'publish', {})).statusCode).toBe(409);
    // Nobody leaves the group to be free of it, nor takes it away with them.
    expect((await desk.patch(french, { translationOf: null })).statusCode).toBe(422);

    const live = await given('en');
    await desk.act(live, 'publish', {});
    const german = await given('de', { embargoUntil });
    const joined = await desk.patch(german, { translationOf: live });
    expect([joined.statusCode, joined.json().errors]).toMatchObject([422, [{ pointer: '/translationOf' }]]);
    const spanish = await given('es', { translationOf: live });
    const late = await desk.patch(spanish, { embargoUntil });
    expect([late.statusCode, late.json().errors]).toMatchObject([422, [{ pointer: '/embargoUntil' }]]);
    const made = await desk.send('POST', '/articles', {
      body: { headline: 'Autobus', locale: 'it', translationOf: live, embargoUntil },
    });
    expect([made.statusCode, made.json().errors]).toMatchObject([422, [{ pointer: '/embargoUntil' }]]);

    const dutch = await given('nl');
    await desk.act(dutch, 'schedule', { at: '2026-11-23T12:05:00Z' });
    const early = await desk.patch(dutch, { translationOf: english });
    expect(early.json().errors[0].detail).toContain('2026-11-23T12:05:00.000Z');
  });
});

describe('a story', () => {
  it('is not related to itself', async () => {
    const { desk, given } = await newsroom();
    const id = await given('en');
    const answer = await desk.patch(id, { related: [{ relation: 'background', article: id }] });
    expect([answer.statusCode, answer.json().errors]).toEqual([
      422,
      [{ pointer: '/related/0/article', detail: 'A story cannot be related to itself.' }],
    ]);
  });
});
