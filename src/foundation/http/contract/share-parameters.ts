import { type OpenApiDocument, operationsOf } from './document.ts';

type Repeated = { name: string; value: object; replace: ((reference: { $ref: string }) => void)[] };

/**
 * Moves parameters that operations repeat into `components`. Of those that would have the same name, the one that is
 * repeated most has it; the others have a number, too.
 */
export function shareParameters(document: OpenApiDocument): void {
  const found = new Map<string, Repeated>();
  for (const { parameters = [] } of operationsOf(document)) {
    parameters.forEach((parameter, index) => {
      if (!('name' in parameter)) return;
      const text = JSON.stringify(parameter);
      const known = found.get(text) ?? { name: pascal(parameter.name), value: parameter, replace: [] };
      known.replace.push((reference) => (parameters[index] = reference));
      found.set(text, known);
    });
  }
  const shared = ((document.components ??= {}).parameters ??= {}) as Record<string, object>;
  const repeated = [...found.values()].filter(({ replace }) => replace.length > 1);
  for (const { name, value, replace } of repeated.toSorted((a, b) => b.replace.length - a.replace.length)) {
    const free = freeName(shared, name);
    shared[free] = value;
    for (const put of replace) put({ $ref: `#/components/parameters/${free}` });
  }
}

/** `Article`, `Article2`, `Article3` … */
function freeName(taken: Record<string, object>, name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}${number}`;
    if (!(free in taken)) return free;
  }
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
