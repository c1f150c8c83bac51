import ts from 'typescript';
import { lookedAt } from './rules.ts';
import { parse, resolve, type Sources, visit } from './sources.ts';

type Callee = { file: string; name: string } | { method: string };
type Worker = { file: string; name: string; isMethod: boolean; isPublic: boolean; calls: Callee[] };

const recorder = 'src/foundation/events/record.ts';
const rooms = /^src\/(access|library|edition|desk)\//;

/**
 * Every verb records its event. A verb is a function that others can call (exported, or a method of what an exported
 * function returns) and whose first parameter is a `Work`; it must call `record(work, …)`, or hand its work to a
 * function that does. Storage takes the `Tx` and is not asked.
 */
export function verbsRecord(sources: Sources): string[] {
  const workers = [...sources]
    .filter(([path]) => rooms.test(path))
    .flatMap(([path, text]) => workersIn(path, text));
  const recording = new Set<Worker>();
  for (let before = -1; before !== recording.size;) {
    before = recording.size;
    for (const worker of workers) if (worker.calls.some(reachesRecord)) recording.add(worker);
  }

  function reachesRecord(callee: Callee): boolean {
    // Which object a method belongs to is not known here: every method of that name must record.
    if ('method' in callee) return every(workers.filter((one) => one.isMethod && one.name === callee.method));
    if (callee.file === recorder && callee.name === 'record') return true;
    return every(
      workers.filter((one) => !one.isMethod && one.file === callee.file && one.name === callee.name),
    );
  }

  function every(found: Worker[]): boolean {
    return found.length > 0 && found.every((one) => recording.has(one));
  }

  const verbs = workers.filter((worker) => worker.isPublic);
  return lookedAt(
    new Set(verbs),
    verbs
      .filter((verb) => !recording.has(verb))
      .map((verb) => `${verb.name} in ${verb.file} records no event`),
  );
}

function workersIn(file: string, text: string): Worker[] {
  const source = parse(file, text);
  const imported = importedNames(source);
  const workers: Worker[] = [];
  visit(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || !takesWork(node)) return;
    const work = node.parameters[0]!.name.getText();
    workers.push({ file, ...standing(node), calls: callsWith(work, node.body, file, imported) });
  });
  return workers;
}

function takesWork(node: ts.SignatureDeclaration): boolean {
  return node.parameters[0]?.type?.getText() === 'Work';
}

/** What the function is called, and whether others can get at it. */
function standing(node: ts.SignatureDeclaration): Pick<Worker, 'name' | 'isMethod' | 'isPublic'> {
  if (ts.isFunctionDeclaration(node)) {
    const isTop = ts.isSourceFile(node.parent);
    return { name: node.name?.text ?? '', isMethod: false, isPublic: isTop && isExported(node) };
  }
  const holder = ts.isMethodDeclaration(node) ? node : node.parent;
  if (ts.isMethodDeclaration(holder) || ts.isPropertyAssignment(holder)) {
    return { name: holder.name.getText(), isMethod: true, isPublic: true };
  }
  if (ts.isVariableDeclaration(holder)) {
    const statement = holder.parent.parent;
    return { name: holder.name.getText(), isMethod: false, isPublic: isExported(statement) };
  }
  return { name: '', isMethod: false, isPublic: false };
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    !!ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** The calls in a body that pass the work on as their first argument. */
function callsWith(work: string, body: ts.Node, file: string, imported: Map<string, Callee>): Callee[] {
  const calls: Callee[] = [];
  visit(body, (node) => {
    if (!ts.isCallExpression(node) || node.arguments[0]?.getText() !== work) return;
    const callee = node.expression;
    if (ts.isIdentifier(callee)) calls.push(imported.get(callee.text) ?? { file, name: callee.text });
    if (ts.isPropertyAccessExpression(callee)) calls.push({ method: callee.name.text });
  });
  return calls;
}

/** What each imported name stands for in the file it comes from. */
function importedNames(source: ts.SourceFile): Map<string, Callee> {
  const names = new Map<string, Callee>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const file = resolve(source.fileName, statement.moduleSpecifier.text);
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const one of bindings.elements) {
      names.set(one.name.text, { file, name: (one.propertyName ?? one.name).text });
    }
  }
  return names;
}
