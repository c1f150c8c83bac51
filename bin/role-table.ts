import type { App } from '../src/foundation/http/request/app.ts';
import { type Role, roles, scopes, scopesOf, type Scope } from '../src/access/scopes.ts';

/** One operation of the desk, and who may call it. */
export type RoleRow = { operation: string; method: string; path: string; scope: Scope; roles: Role[] };

/** Every documented operation that needs a scope, by the scope's rank and then by path. Read it when all routes are known. */
export function roleTable(app: App): RoleRow[] {
  const rows = app.routeList.flatMap(({ url, methods, options }): RoleRow[] => {
    const scope = scopes.find((known) => known === options.config?.access);
    const operation = options.schema?.operationId;
    if (!scope || operation === undefined) return [];
    const path = url.replaceAll(/:(\w+)/g, '{$1}');
    const allowed = roles.filter((role) => scopesOf(role).has(scope));
    return methods
      .filter((method) => method !== 'HEAD')
      .map((method) => ({ operation, method, path, scope, roles: allowed }));
  });
  return rows.sort(
    (a, b) =>
      scopes.indexOf(a.scope) - scopes.indexOf(b.scope) ||
      compare(a.path, b.path) ||
      compare(a.method, b.method),
  );
}

/** The table in Markdown: an operation a line, a role a column. */
export function roleTableMarkdown(rows: RoleRow[]): string {
  const lines = rows.map(({ method, path, scope, roles: allowed }) => [
    `\`${method} ${path}\``,
    `\`${scope}\``,
    ...roles.map((role) => (allowed.includes(role) ? 'yes' : '–')),
  ]);
  const head = ['operation', 'scope', ...roles];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
