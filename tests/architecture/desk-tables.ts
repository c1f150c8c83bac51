import ts from 'typescript';
import { importsOf, parse, type Sources, visit } from './sources.ts';

/**
 * What the public may read is the edition: nothing under delivery names a table of the desk, neither by import nor in
 * the text of a statement.
 */
export function deliveryNamesNoDeskTable(sources: Sources): string[] {
  const delivery = [...sources].filter(([path]) => path.startsWith('src/delivery/'));
  const tables = deskTables(sources);
  if (delivery.length === 0 || tables.length === 0) return ['looked at nothing'];
  return delivery.flatMap(([path, text]) => [
    ...importsOf(path, text)
      .filter((target) => target.startsWith('src/desk/'))
      .map((target) => `${path} imports ${target}`),
    ...tables
      .filter((table) => namesTable(path, text, table))
      .map((table) => `${path} names the table ${table}`),
  ]);
}

/** The names that the desk's rooms give their tables. */
function deskTables(sources: Sources): string[] {
  const names: string[] = [];
  for (const [path, text] of sources) {
    if (!/^src\/desk\/.*table\.ts$/.test(path)) continue;
    visit(parse(path, text), (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'table') return;
      const [name] = node.arguments;
      if (name && ts.isStringLiteralLike(name)) names.push(name.text);
    });
  }
  return names;
}

/** In a `sql` template any mention counts; in other text, one that stands where a statement names its tables. */
function namesTable(path: string, text: string, table: string): boolean {
  const mention = new RegExp(`\\b${table}\\b`, 'i');
  const statement = new RegExp(
    `\\b(select|with|insert|update|delete)\\b[^]*\\b(from|join|into|update)\\s+["\`]?${table}\\b`,
    'i',
  );
  let isNamed = false;
  visit(parse(path, text), (node) => {
    if (ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText())) {
      isNamed ||= mention.test(node.template.getText());
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      isNamed ||= statement.test(node.getText());
  });
  return isNamed;
}
