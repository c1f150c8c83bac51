import { basename, dirname } from 'node:path/posix';
import ts from 'typescript';
import { importsOf, parse, type Sources, visit } from './sources.ts';

/** A rule looks at sources and says what is wrong, a sentence each. To have looked at nothing is a fault as well. */
export type Rule = (sources: Sources) => string[];

const floors = ['foundation', 'access', 'library', 'edition', 'desk|delivery', 'main', 'commands'];
const longestFile = 200;

/** Imports only go down, or stay on their floor; desk and delivery share one and do not know each other. */
export const importsGoDown = ruleOverFiles((path, text) => {
  if (!heightOf(path)) return [`${path} stands on no floor`];
  return importsOf(path, text).flatMap((target) => {
    if (target.startsWith('src/')) return mayImport(path, target) ? [] : [`${path} imports ${target}`];
    // Outside stand the seeds, and only main knows them.
    const isOutside = /^(\.\.|seeds|tests|bench|migrations)(\/|$)/.test(target);
    return isOutside && floorOf(path) !== 'main' ? [`${path} imports ${target}`] : [];
  });
});

type Graph = Map<string, Set<string>>;

/** No file leads back to itself, not by types either. */
export function noCircles(sources: Sources): string[] {
  return lookedAt(sources, circlesIn(importsBetween(sources, (path) => path)));
}

/** Nor does a folder, or a room with all its folders: two that import each other are one. */
export function noCirclesOfRooms(sources: Sources): string[] {
  const circles = [dirname, roomOf].flatMap((nameOf) => circlesIn(importsBetween(sources, nameOf)));
  return lookedAt(sources, [...new Set(circles)]);
}

/** `src/library/pictures` for all that lies in and below it. */
function roomOf(path: string): string {
  return dirname(path).split('/').slice(0, 3).join('/');
}

/** What imports what, each file named by `nameOf`; what has one name does not import itself, but a file may. */
function importsBetween(sources: Sources, nameOf: (path: string) => string): Graph {
  const graph: Graph = new Map();
  for (const [path, text] of sources) {
    const targets = importsOf(path, text).filter((target) => sources.has(target));
    const named = targets.filter((target) => target === path || nameOf(target) !== nameOf(path)).map(nameOf);
    graph.set(nameOf(path), (graph.get(nameOf(path)) ?? new Set()).union(new Set(named)));
  }
  return graph;
}

function circlesIn(graph: Graph): string[] {
  const done = new Set<string>();
  const circles: string[] = [];

  function walk(name: string, way: string[]): void {
    if (way.includes(name)) {
      circles.push(`${[...way.slice(way.indexOf(name)), name].join(' → ')} is a circle`);
      return;
    }
    if (done.has(name)) return;
    for (const target of graph.get(name) ?? []) walk(target, [...way, name]);
    done.add(name);
  }

  for (const name of graph.keys()) walk(name, []);
  return circles;
}

/** What is served is decided in one place: only `main/app.ts` imports a `routes.ts`. */
export const onlyTheAppImportsRoutes = ruleOverFiles((path, text) =>
  path === 'src/main/app.ts'
    ? []
    : importsOf(path, text)
        .filter((target) => target.startsWith('src/') && basename(target) === 'routes.ts')
        .map((target) => `${path} imports ${target}`),
);

/** Every import names the file that it means. */
export const noIndexFiles = ruleOverFiles((path) =>
  basename(path) === 'index.ts' ? [`${path} is an index`] : [],
);

/** A thing has one name everywhere. */
export const noDefaultExports = ruleOverFiles((path, text) => {
  const faults: string[] = [];
  visit(parse(path, text), (node) => {
    const isDefault =
      ts.isExportAssignment(node) ||
      (ts.isExportSpecifier(node) && node.name.text === 'default') ||
      node.kind === ts.SyntaxKind.DefaultKeyword;
    if (isDefault) faults.push(`${path} has a default export`);
  });
  return faults;
});

/** The house grows by rooms, not by longer files. */
export const noLongFiles = ruleOverFiles((path, text) => {
  const lines = text.trimEnd().split('\n').length;
  return lines > longestFile ? [`${path} has ${lines} lines`] : [];
});

/** A rule that judges each file for itself. */
export function ruleOverFiles(judge: (path: string, text: string) => string[]): Rule {
  return (sources) =>
    lookedAt(
      sources,
      [...sources].flatMap(([path, text]) => judge(path, text)),
    );
}

export function lookedAt(seen: { size: number }, faults: string[]): string[] {
  return seen.size === 0 ? ['looked at nothing'] : faults;
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [heightOf(path), heightOf(target)];
  if (!from || !to) return false;
  return from > to || (from === to && floorOf(path) === floorOf(target));
}

/** 1 for the foundation … 7 for the commands; undefined for what is no floor. */
function heightOf(path: string): number | undefined {
  const floor = floorOf(path);
  const index = floors.findIndex((names) => names.split('|').includes(floor));
  return index < 0 ? undefined : index + 1;
}

function floorOf(path: string): string {
  const parts = path.split('/');
  return parts.length > 2 ? parts[1]! : 'src';
}
