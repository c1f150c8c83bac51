import { Problem } from '../foundation/problem.ts';

/** In rising order: each role includes the scopes of those before it. */
export const roles = ['reporter', 'editor', 'chief', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What each role adds to the one before it. */
const addedScopes = {
  reporter: ['desk:enter', 'library:read', 'articles:work', 'media:upload'],
  editor: [
    'articles:any',
    'articles:approve',
    'articles:publish',
    'bylines:write',
    'topics:write',
    'media:write',
    'alerts:write',
    'events:read',
    'imports:run',
  ],
  chief: [
    'articles:withdraw',
    'articles:kill',
    'articles:consolidate',
    'articles:amend',
    'articles:breakEmbargo',
    'articles:backdate',
    'media:withdraw',
    'library:delete',
    'library:merge',
  ],
  admin: ['agencies:write', 'sections:write', 'keys:manage', 'webhooks:manage'],
} as const;

export type Scope = (typeof addedScopes)[Role][number];

/** Who may call a route: everybody, or callers with a scope. */
export type Access = 'public' | Scope;

/** Every scope, in the order in which the roles gain them. */
export const scopes: readonly Scope[] = roles.flatMap((role) => addedScopes[role]);

/** What a role may do. */
export function scopesOf(role: Role): ReadonlySet<Scope> {
  return scopesByRole[role];
}

/** What a key may do: all that its role may, or of that the scopes to which it is narrowed. */
export function scopesOfKey({ role, scopes: narrowed }: { role: Role; scopes: Scope[] | null }) {
  const whole = scopesOf(role);
  return narrowed === null ? whole : new Set(narrowed.filter((scope) => whole.has(scope)));
}

/** The lowest role with a scope. */
export function lowestRoleWith(scope: Scope): Role {
  return roles.find((role) => scopesByRole[role].has(scope))!;
}

/** Throws `forbidden` with the missing scope and its role, unless the caller has the scope. */
export function requireScope(caller: { role: Role; scopes: ReadonlySet<Scope> }, scope: Scope): void {
  if (caller.scopes.has(scope)) return;
  const role = lowestRoleWith(scope);
  const lack = scopesOf(caller.role).has(scope)
    ? `and your key is narrowed to ${[...caller.scopes].join(', ')}.`
    : `which starts with the role ${role}; your key has the role ${caller.role}.`;
  throw new Problem('forbidden', `This needs the scope ${scope}, ${lack}`, { extensions: { scope, role } });
}

// The types of `fromEntries` tell no keys.
const scopesByRole = Object.fromEntries(
  roles.map((role, rank) => [
    role,
    new Set(roles.slice(0, rank + 1).flatMap((lesser) => addedScopes[lesser])),
  ]),
) as unknown as Record<Role, ReadonlySet<Scope>>;
