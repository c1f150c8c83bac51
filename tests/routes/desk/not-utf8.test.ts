/** What is sent in another encoding than UTF-8: refused with its place, and stored nowhere. */
import { describe, expect, it } from 'vitest';
import { type Desk, deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { drawing } from '../../support/pictures.ts';
import { inventory } from './inventory.ts';

const json = { 'content-type': 'application/json' };

async function send(
  desk: Desk,
  method: 'POST' | 'PATCH',
  path: string,
  body: string | Buffer,
  etag?: string,
) {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  return desk.send(method, path, { etag, body: bytes, headers: json });
}

describe('bytes that are not UTF-8', () => {
  it('are refused with their place: a new story, a change, an import', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id, etag } = await desk.create();
    const before = await inventory(house);
    for (const [method, path, body, place] of [
      ['POST', '/articles', '{"headline":"Café"}', 'byte 17 (0xE9), after "{\\"headline\\":\\"Caf", belongs'],
      ['POST', '/articles', '\xff{"headline":"A"}', 'byte 1 (0xFF) belongs'],
      [
        'PATCH',
        `/articles/${id}`,
        '{"headline":"Größe"}',
        'byte 16 (0xF6), after "{\\"headline\\":\\"Gr", belongs',
      ],
      ['POST', '/imports', '{"items":[{"headline":"Caf\xc3\xa9 Andr\xe9"}]}', 'byte 34 (0xE9)'],
      [
        'POST',
        '/articles',
        `{"headline":"${'a'.repeat(60)}\xed\xa0\x80"}`,
        `byte 74 (0xED), after "${'a'.repeat(40)}"`,
      ],
      ['POST', '/articles', '{"headline":"cut \xe2\x82', 'byte 18 (0xE2)'],
    ] as const) {
      const answer = await send(desk, method, path, body, method === 'PATCH' ? etag : undefined);
      expect([answer.statusCode, answer.json().type], body).toEqual([
        400,
        expect.stringMatching(/malformed-body$/),
      ]);
      expect(answer.json().detail).toContain(place);
    }
    expect(await inventory(house)).toEqual(before);
  });

  it('are refused in the fields beside a file', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const field = 'content-disposition: form-data; name="fields"';
    const file = 'content-disposition: form-data; name="file"; filename="a.png"';
    const picture = await drawing().png().toBuffer();
    for (const type of [
      '',
      'content-type: application/json\r\n',
      'content-type: text/plain; charset=latin1\r\n',
    ]) {
      const body = Buffer.concat([
        Buffer.from(`--x\r\n${field}\r\n${type}\r\n{"creditLine":"Andr\xe9"}\r\n`, 'latin1'),
        Buffer.from(`--x\r\n${file}\r\n\r\n`),
        picture,
        Buffer.from('\r\n--x--\r\n'),
      ]);
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const answer = await desk.send('POST', '/media', { body, headers });
      expect(answer.statusCode, answer.body).toBe(400);
      expect(answer.json().detail).toContain('The field "fields" is not in UTF-8: byte 20 (0xE9)');
    }
    expect((await desk.send('GET', '/media')).json().data).toEqual([]);
  });
});

describe('UTF-8', () => {
  it('keeps every character, also one that stands for a lost one, and needs no byte order mark', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    for (const start of ['', '\ufeff']) {
      const body = Buffer.from(`${start}{"headline":"見本 � 🗞️"}`);
      const answer = await send(desk, 'POST', '/articles', body);
      expect([answer.statusCode, answer.json().headline]).toEqual([201, '見本 � 🗞️']);
    }
  });
});
