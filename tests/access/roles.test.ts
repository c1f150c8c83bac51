import { describe, expect, it } from 'vitest';
import { roleTable } from '../../bin/role-table.ts';
import { roles, scopes } from '../../src/access/scopes.ts';
import { openHouse } from '../support/house.ts';

// Read as a client reads it, so its shape is not taken from our types.
type Operation = {
  operationId: string;
  security?: Record<string, string[]>[];
  'x-scope'?: string;
  parameters?: any[];
  responses: Record<string, { content?: object }>;
};

/** Every operation of the document that wants a key, with an address that has the examples of its path in it. */
function guarded(document: { paths: Record<string, Record<string, Operation>> }) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const scope = operation['x-scope'];
      if (!operation.security?.some((way) => 'key' in way) || scope === undefined) return [];
      const url = path.replaceAll(/\{(\w+)\}/g, (_whole, name) => {
        const parameter = operation.parameters?.find((one) => one.in === 'path' && one.name === name);
        return encodeURIComponent(String(parameter?.example ?? 'none'));
      });
      // A stream ends only where it is told to.
      const isStream = 'text/event-stream' in (operation.responses['200']?.content ?? {});
      const address = isStream ? `${url}?seconds=1` : url;
      return [{ operation: operation.operationId, method: method.toUpperCase(), path, url: address, scope }];
    }),
  );
}

describe('who may do what', () => {
  it('is known of every operation at the desk', async () => {
    const house = await openHouse({ seed: 'none' });
    const document = house.app.contract() as any;
    const atDesk = Object.keys(document.paths).filter((path) => path.startsWith('/v1/desk'));
    const operations = guarded(document);
    expect(atDesk.length).toBeGreaterThan(0);
    expect(operations.length).toBe(
      atDesk.flatMap((path) =>
        Object.keys(document.paths[path]).filter((word) => /^(get|put|post|patch|delete)$/.test(word)),
      ).length,
    );
    expect(
      roleTable(house.app)
        .map(({ operation, method, path, scope }) => ({ operation, method, path, scope }))
        .sort(byOperation),
    ).toEqual(
      operations
        .map(({ operation, method, path, scope }) => ({ operation, method, path, scope }))
        .sort(byOperation),
    );
  });

  it('holds for a stranger and for a key of each role, at every operation', async () => {
    const house = await openHouse({ seed: 'none' });
    const operations = guarded(house.app.contract() as any);
    const table = new Map(roleTable(house.app).map((row) => [row.operation, row]));
    const before = await house.app.inject('/v1/articles');
    for (const { operation, method, url } of operations) {
      const bare = await house.app.inject({ method: method as 'GET', url });
      expect(bare.statusCode, `a stranger: ${operation}`).toBe(401);
      expect(bare.headers['www-authenticate']).toMatch(/^Bearer/);
    }
    for (const role of roles) {
      const headers = await house.keyFor(role);
      for (const { operation, method, url } of operations) {
        const row = table.get(operation);
        expect(row, `${operation} has no row`).toBeDefined();
        const answer = await house.app.inject({ method: method as 'GET', url, headers });
        const isRefused = answer.statusCode === 401 || answer.statusCode === 403;
        expect(isRefused, `${role}: ${operation} answered ${answer.statusCode}`).toBe(
          !row!.roles.includes(role),
        );
      }
    }
    expect((await house.app.inject('/v1/articles')).body).toBe(before.body);
  });

  it('is printed by rank, and names known scopes only', async () => {
    const house = await openHouse({ seed: 'none' });
    const ranks = roleTable(house.app).map(({ scope }) => scopes.indexOf(scope));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(ranks).not.toContain(-1);
  });
});

function byOperation(a: { operation: string }, b: { operation: string }): number {
  return a.operation.localeCompare(b.operation);
}
