import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

async function newsroom() {
  return deskOf(await openHouse({ seed: 'none' }), 'editor');
}

describe('a headline', () => {
  it.each([
    ['\u200b', 'headline must not be empty'],
    ['\u200d\ufeff\u2060 \u00ad', 'headline must not be empty'],
    ['\u2800\u3164', 'headline must not be empty'],
    ['One\ntwo', 'headline must be one line'],
    ['One\r\ntwo', 'headline must be one line'],
    ['One\u2028two', 'headline must be one line'],
  ])('%j is refused', async (headline, detail) => {
    const answer = await (await newsroom()).send('POST', '/articles', { body: { headline } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([{ pointer: '/headline', detail }]);
  });

  it('is refused so in a PATCH, and in its variants', async () => {
    const desk = await newsroom();
    const { id, etag } = await desk.create();
    const body = { headline: '\u200b', headlines: { seo: 'One\ntwo' }, kicker: 'A\nB' };
    const answer = await desk.send('PATCH', `/articles/${id}`, { etag, body });
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/headline',
      '/headlines/seo',
      '/kicker',
    ]);
  });

  it('may hold what joins emoji and letters', async () => {
    const headline = '👩‍🚒 می‌خواهم';
    expect(await (await newsroom()).create({ headline })).toMatchObject({ headline });
  });
});

describe('a line break of Windows', () => {
  it('in a text of any field is one line break', async () => {
    const desk = await newsroom();
    const children = [{ _type: 'span' as const, text: 'One\r\ntwo\rthree' }];
    const { body, standfirst } = await desk.create({
      standfirst: 'One\r\ntwo',
      body: [{ _type: 'block', children }],
    });
    expect(standfirst).toBe('One\ntwo');
    expect(body).toMatchObject([{ children: [{ text: 'One\ntwo\nthree' }] }]);
  });
});
