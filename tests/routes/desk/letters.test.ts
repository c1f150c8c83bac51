/** Letters and content types that break careless readers. */
import { describe, expect, it } from 'vitest';
import { isPrintable } from '../../../src/foundation/schemas/text.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';
import { inventory } from './inventory.ts';
import { operationsOf } from './operations.ts';

describe('letters that break things', () => {
  const combining = `e${'\u0301'.repeat(1_000_000)}`;

  it('are refused or kept as they are, in every text of every body, and never end in a server error', async () => {
    const house = await openHouse();
    for (const operation of (await operationsOf(house)).filter(({ example }) => example !== undefined)) {
      const texts = textsIn(operation.example);
      for (const path of texts) {
        for (const letters of [
          'a\u0000b',
          '\uD83D',
          '\uDC00 low first',
          '\u202Edlroweht',
          '🗞️👩‍👩‍👧‍👦',
          '\uFFFF',
          'é\u001b[31m',
        ]) {
          const answer = await operation.send(JSON.stringify(withText(operation.example, path, letters)));
          const said = `${operation.name} ${path.join('.')} ${JSON.stringify(letters)}: ${answer.statusCode} ${answer.body.slice(0, 300)}`;
          expect(answer.statusCode, said).toBeLessThan(500);
          if (!isPrintable(letters)) expect(answer.statusCode, said).toBe(400);
        }
      }
      const long = await operation.send(
        JSON.stringify(withText(operation.example, texts[0] ?? ['name'], combining)),
      );
      expect([400, 413], `${operation.name}: ${long.statusCode}`).toContain(long.statusCode);
    }
  });

  it('make no twin of a slug: composed and decomposed are both no slug', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    for (const slug of [
      'caf\u00E9',
      'cafe\u0301',
      'Cafe',
      'cafe ',
      'ca\u0000fe',
      'сafe',
      'cafe/..',
      '-cafe',
      'ca--fe',
    ]) {
      const answer = await desk.send('POST', '/articles', { body: { headline: 'A story', slug } });
      expect(faultsOf(answer.json()), JSON.stringify(slug)).toHaveProperty(['/slug']);
    }
    const [composed, decomposed] = [
      await desk.create({ headline: 'Caf\u00E9' }),
      await desk.create({ headline: 'Cafe\u0301' }),
    ];
    expect([composed.slug, decomposed.slug]).toEqual(['cafe', 'cafe-2']);
  });

  it('come back as they were sent', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const headline = 'Quotes " \\ <script>, emoji 🗞️, الخبر, 見本 and \u202Ebidi\u202C';
    const { id } = await desk.create({ headline });
    expect((await desk.read(id)).headline).toBe(headline);
  });
});

describe('the content type of a write', () => {
  it('is JSON in UTF-8 and nothing that only looks like it', async () => {
    const house = await openHouse();
    const { authorization } = await house.keyFor('admin');
    const before = await inventory(house);
    for (const type of [
      ...[
        'application/json\t',
        '\tapplication/json',
        ' application/json ; x',
        'application/json garbage',
        'application/json;',
      ],
      ...[
        'application/json; charset=utf-16',
        'application/json; charset=utf-7',
        'application/json, text/plain',
      ],
      ...[
        'application/jsonx',
        'text/plain',
        'text/json',
        'application/x-www-form-urlencoded',
        'application/xml',
      ],
      ...['multipart/form-data; boundary=a', 'application/merge-patch+json', 'application/vnd.api+json', ''],
    ]) {
      const answer = await house.app.inject({
        method: 'POST',
        url: '/v1/desk/articles',
        headers: { authorization, 'content-type': type },
        payload: '{"headline":"A story","role":"admin"}',
      });
      const same = answer.statusCode === 400 && '/role' in faultsOf(answer.json());
      expect(answer.statusCode === 415 || same, `${JSON.stringify(type)}: ${answer.body}`).toBe(true);
    }
    expect(await inventory(house)).toEqual(before);
  });
});

type Path = (string | number)[];

/** Where texts stand in a body. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    textsIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withText(value: unknown, [step, ...rest]: Path, words: string): unknown {
  if (step === undefined) return words;
  if (Array.isArray(value))
    return value.map((part, index) => (index === step ? withText(part, rest, words) : part));
  const whole = value as Record<string, unknown>;
  return { ...whole, [step]: withText(whole[step], rest, words) };
}
