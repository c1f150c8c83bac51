import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

describe('a body in which nothing is required', () => {
  it('need not be sent', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id, etag } = await desk.create();
    expect((await desk.send('PUT', `/articles/${id}/lease`)).statusCode).toBe(200);
    const published = await desk.send('POST', `/articles/${id}/publish`, { etag });
    expect([published.statusCode, published.json().publication.state]).toEqual([200, 'live']);
  });

  it('is required where something in it is, in a patch, and of an import', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const { id, etag } = await desk.create();
    for (const sent of [
      await desk.send('POST', `/articles/${id}/withdraw`, { etag }),
      await desk.send('PATCH', `/articles/${id}`, { etag }),
      await desk.send('POST', '/imports'),
    ])
      expect(sent.statusCode).toBe(400);
  });
});

describe('a key', () => {
  it('is understood where it was pasted with its scheme', async () => {
    const house = await openHouse({ seed: 'none' });
    const { authorization } = await house.keyFor('editor');
    const headers = { authorization: `Bearer ${authorization}` };
    expect((await house.client.get('/v1/desk/me', { headers })).statusCode).toBe(200);
  });
});
