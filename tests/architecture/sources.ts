import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Paths from the repository's root (`src/app.ts`), with what stands in them. */
export type Sources = ReadonlyMap<string, string>;

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file below a folder of the repository. */
export function readSources(folder: string): Sources {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts'));
  return new Map(files.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Visits a node and everything below it. */
export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}

/**
 * What a file imports, in every form there is: `import`, `import type`, `export … from`, `import('…')` as an expression
 * and as a type, `require('…')`. Relative ones come out as paths from the repository's root, packages as they are named.
 */
export function importsOf(path: string, text: string): string[] {
  const found: string[] = [];
  visit(parse(path, text), (node) => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(resolve(path, specifier.text));
  });
  return found;
}

export function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(from), specifier) : specifier;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && /^(?:import|require)$/.test(node.expression.getText()))
    return node.arguments[0];
  return undefined;
}
