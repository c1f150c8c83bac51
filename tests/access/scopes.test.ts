import { describe, expect, it } from 'vitest';
import { lowestRoleWith, requireScope, roles, scopes, scopesOf } from '../../src/access/scopes.ts';

describe('roles', () => {
  it('grow: each may do whatever the one before it may, and more', () => {
    for (const [rank, role] of roles.slice(1).entries()) {
      const lesser = scopesOf(roles[rank]!);
      expect([...lesser].filter((scope) => !scopesOf(role).has(scope))).toEqual([]);
      expect(scopesOf(role).size).toBeGreaterThan(lesser.size);
    }
    expect(scopesOf('admin')).toEqual(new Set(scopes));
  });

  it.each([
    ['articles:work', 'reporter'],
    ['articles:publish', 'editor'],
    ['articles:withdraw', 'chief'],
    ['keys:manage', 'admin'],
  ] as const)('%s starts with the %s', (scope, role) => {
    expect(lowestRoleWith(scope)).toBe(role);
  });

  it('say what is missing, and who would have it', () => {
    const reporter = { role: 'reporter', scopes: scopesOf('reporter') } as const;
    expect(() => requireScope(reporter, 'articles:work')).not.toThrow();
    expect(() => requireScope(reporter, 'articles:publish')).toThrow(
      expect.objectContaining({
        problem: 'forbidden',
        extensions: { scope: 'articles:publish', role: 'editor' },
      }),
    );
  });
});
