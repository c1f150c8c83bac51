import { describe, expect, it } from 'vitest';
import { issueKey } from '../../../src/access/issue-key.ts';
import { scopes } from '../../../src/access/scopes.ts';
import { openHouse } from '../../support/house.ts';

describe('GET /v1/desk/me', () => {
  it('tells a reporter who they are and what they may do', async () => {
    const house = await openHouse({ seed: 'none' });
    const expiresAt = house.clock.now() + 1000;
    const { id, secret } = await house.play((work) =>
      issueKey(work, {
        name: 'Phone',
        role: 'reporter',
        actor: { name: 'Jane Doe', kind: 'person' },
        expiresAt,
      }),
    );
    const answer = await house.client.get('/v1/desk/me', { headers: { authorization: `Bearer ${secret}` } });
    expect(answer.json()).toEqual({
      actor: { id: expect.stringMatching(/^actor_/), name: 'Jane Doe', kind: 'person' },
      role: 'reporter',
      scopes: ['desk:enter', 'library:read', 'articles:work', 'media:upload'],
      key: { id, name: 'Phone', expiresAt: '2026-11-23T12:00:01.000Z' },
    });
  });

  it('lists every scope for an admin', async () => {
    const house = await openHouse({ seed: 'none' });
    const answer = await house.client.get('/v1/desk/me', { headers: await house.keyFor('admin') });
    expect(answer.json().scopes).toEqual(scopes);
  });

  it('answers HEAD', async () => {
    const house = await openHouse({ seed: 'none' });
    const answer = await house.client.head('/v1/desk/me', { headers: await house.keyFor('admin') });
    expect(answer.statusCode).toBe(200);
  });

  it('refuses a stranger', async () => {
    const house = await openHouse({ seed: 'none' });
    expect((await house.client.get('/v1/desk/me')).statusCode).toBe(401);
  });
});
