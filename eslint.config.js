import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What the house does not do, each with the reason the reader is told. Where one is allowed stands at the end. */
const bans = {
  clock: [
    ban("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Ask the injected clock.'),
    ban("NewExpression[callee.name='Date'][arguments.length=0]", 'Ask the injected clock.'),
    ban("CallExpression[callee.name='Date']", 'Ask the injected clock.'),
  ],
  timers: [
    ban(
      'CallExpression[callee.name=/^set(Timeout|Interval)$/]',
      'Timers belong to the foundation: due work is a row.',
    ),
    ban(
      'ImportDeclaration[source.value=/^(node:)?timers/]',
      'Timers belong to the foundation: due work is a row.',
    ),
  ],
  transactions: [
    ban(
      "CallExpression[callee.property.name='transaction']",
      'Only `database.transact` opens a transaction.',
    ),
  ],
  environment: [
    ban(
      "MemberExpression[object.name='process'][property.name='env']",
      'Only config.ts reads the environment.',
    ),
    ban('ImportDeclaration[source.value=/^(node:)?process$/]', 'Use the global `process`.'),
  ],
  always: [
    ban("MemberExpression[object.name='Math'][property.name='random']", 'Use node:crypto, or `newId`.'),
    ban(
      "MemberExpression[object.name='sql'][property.name='raw']",
      'Text that is not bound is how SQL gets injected.',
    ),
    ban(
      "MemberExpression[property.name='query']:matches([object.name=/^(db|tx)$/], [object.property.name=/^(db|tx)$/])",
      'Use the query builder: `db.query` is slower and does not fit a second engine.',
    ),
    ban('ExportDefaultDeclaration', 'Export by name.'),
    ban("ExportSpecifier[exported.name='default']", 'Export by name.'),
  ],
};

/** `.get()`, `.all()` and `.run()` exist on one engine only and do not wait: queries are awaited. */
const noDriverCalls = {
  meta: {
    type: 'problem',
    messages: { call: 'Await the query: `.{{name}}()` exists on one engine only.' },
    schema: [],
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    return {
      'CallExpression > MemberExpression.callee[property.name=/^(get|all|run|values|iterate)$/]'(node) {
        const type = services.getTypeAtLocation(node.object);
        const files = (type.getSymbol()?.declarations ?? []).map((one) => one.getSourceFile().fileName);
        // `values` is also how an insert is told its rows; only the drivers' own `values()` takes nothing.
        if (node.property.name === 'values' && node.parent.arguments.length > 0) return;
        if (files.some((file) => /\/(drizzle-orm|(@types\/)?better-sqlite3)\//.test(file))) {
          context.report({ node: node.property, messageId: 'call', data: { name: node.property.name } });
        }
      },
    };
  },
};

const engineModules = {
  patterns: [
    {
      regex: '^(better-sqlite3|pg)$|^drizzle-orm/(better-sqlite3|sqlite-core|node-postgres)',
      message: 'Only foundation/database knows the engine.',
    },
  ],
};

/** Everything is forbidden but the named bans: a later entry replaces an earlier one, so each says all of it. */
function forbid(files, ...allowed) {
  const left = Object.keys(bans).filter((name) => !allowed.includes(name));
  return { files, rules: { 'no-restricted-syntax': ['error', ...left.flatMap((name) => bans[name])] } };
}

function ban(selector, message) {
  return { selector, message };
}

export default defineConfig(
  globalIgnores([
    'node_modules/',
    'coverage/',
    '**/dist/',
    'data/',
    'examples/',
    'packages/client/src/contract.ts',
    'tests/long/generators/project/',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'func-style': ['error', 'declaration', { allowTypeAnnotation: true }],
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      // An interface is how a library's own types are widened, and the only type that may say `this`.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // `return done();` says that nothing comes after it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Drizzle's builders are thenables, not promises: forgotten, they do nothing at all. Fastify's chain
      // `reply.header(…)` and `app.register(…)` on purpose return something that may be awaited or not.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          checkThenables: true,
          allowForKnownSafePromises: [{ from: 'package', name: 'FastifyReply', package: 'fastify' }],
          allowForKnownSafeCalls: [
            { from: 'package', name: ['register', 'FastifyRegister'], package: 'fastify' },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/unified-signatures': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { dateline: { rules: { 'no-driver-calls': noDriverCalls } } },
    rules: {
      'dateline/no-driver-calls': 'error',
      'no-console': 'error',
      'no-restricted-imports': ['error', engineModules],
    },
  },
  forbid(['src/**/*.ts']),
  forbid(['src/main/settings/config.ts'], 'environment'),
  forbid(['src/foundation/**/*.ts'], 'timers'),
  forbid(['src/foundation/clock.ts'], 'timers', 'clock'),
  forbid(['src/foundation/database/**/*.ts'], 'timers', 'transactions'),
  {
    files: ['src/foundation/database/**/*.ts'],
    rules: { 'dateline/no-driver-calls': 'off', 'no-restricted-imports': 'off' },
  },
  {
    // What comes out of JSON is looked at by the assertions themselves.
    files: ['tests/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    // For browsers.
    files: ['src/foundation/http/contract/workbench/*.js'],
    languageOptions: { globals: { fetch: 'readonly', sessionStorage: 'readonly', window: 'readonly' } },
  },
);
