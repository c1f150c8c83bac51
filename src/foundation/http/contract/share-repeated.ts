import { STATUS_CODES } from 'node:http';
import type { createDocument } from 'zod-openapi';

type OpenApiDocument = ReturnType<typeof createDocument>;
type Component = 'parameters' | 'responses';
type Use = { value: unknown; uses: ((reference: unknown) => void)[]; name: string };

/** How often something is repeated before it becomes a component. */
const leastUses = 2;

/**
 * Moves parameters and answers that operations repeat into `components`. Of those that would have the same name, the
 * one that is repeated most becomes the component; the others stay where they are.
 */
export function shareRepeated(document: OpenApiDocument): void {
  const found = { parameters: new Map<string, Use>(), responses: new Map<string, Use>() };
  function note(component: Component, name: string, value: object, replace: (reference: unknown) => void) {
    if ('$ref' in value) return;
    const text = JSON.stringify(value);
    const known = found[component].get(`${name} ${text}`) ?? { value, uses: [], name };
    known.uses.push(replace);
    found[component].set(`${name} ${text}`, known);
  }
  for (const operation of operationsOf(document)) {
    const { parameters = [] } = operation;
    const responses = (operation.responses ?? {}) as Record<string, Answer | { $ref: string }>;
    parameters.forEach((parameter, index) => {
      if ('name' in parameter)
        note('parameters', pascal(parameter.name), parameter, (reference) => {
          parameters[index] = reference as typeof parameter;
        });
    });
    for (const [status, answer] of Object.entries(responses)) {
      // swagger-typescript-api does not read the body of an answer that it finds by reference.
      if (status.startsWith('2')) continue;
      note('responses', answerName(status, answer as Answer), answer, (reference) => {
        responses[status] = reference as { $ref: string };
      });
    }
  }
  for (const component of ['parameters', 'responses'] as const) move(document, component, found[component]);
}

function move(document: OpenApiDocument, component: Component, found: Map<string, Use>): void {
  const components = ((document.components ??= {})[component] ??= {}) as Record<string, unknown>;
  const repeated = [...found.values()].filter(({ uses }) => uses.length >= leastUses);
  for (const { name, value, uses } of repeated.toSorted((a, b) => b.uses.length - a.uses.length)) {
    if (name in components) continue;
    components[name] = value;
    for (const replace of uses) replace({ $ref: `#/components/${component}/${name}` });
  }
}

function operationsOf({ paths }: OpenApiDocument) {
  return Object.values(paths ?? {}).flatMap(({ get, put, post, patch, delete: remove }) =>
    [get, put, post, patch, remove].filter((operation) => operation !== undefined),
  );
}

type Answer = { content?: Record<string, { schema?: { $ref?: string } }> };

/** The name of what is answered, `DeskArticle`; `DeskArticleCreated` with 201, `NoContent` where that is nothing. */
function answerName(status: string, { content = {} }: Answer): string {
  const [shape] = Object.values(content).map(({ schema }) => schema?.$ref?.split('/').at(-1));
  const reason = STATUS_CODES[status]?.replaceAll(/[^A-Za-z]/g, '') ?? status;
  if (shape === undefined) return reason;
  return status === '200' ? shape : `${shape}${reason}`;
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
