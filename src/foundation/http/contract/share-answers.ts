import { type OpenApiDocument, operationsOf, schemaName } from './document.ts';
import { freeName } from './free-name.ts';

type Answer = { content?: Record<string, { schema?: object }> };

/**
 * Moves answers that operations repeat into `components`, by the name of what they hold. Not those of 2xx: some makers of
 * clients do not follow a reference there, and give nothing.
 */
export function shareAnswers(document: OpenApiDocument): void {
  const found = Map.groupBy(
    operationsOf(document).flatMap(({ responses = {} }) =>
      Object.entries(responses as Record<string, Answer>)
        .filter(([status]) => !status.startsWith('2'))
        .map(([status, answer]) => ({
          text: JSON.stringify(answer),
          answer,
          name: status === '301' ? 'Moved' : nameOf(answer),
          put: (reference: { $ref: string }) => (responses[status as '200'] = reference),
        })),
    ),
    ({ text }) => text,
  );
  const shared = ((document.components ??= {}).responses ??= {}) as Record<string, object>;
  for (const repeated of found.values()) {
    const { name, answer } = repeated[0]!;
    if (name === undefined || repeated.length === 1) continue;
    const free = freeName(shared, name);
    shared[free] = answer;
    for (const { put } of repeated) put({ $ref: `#/components/responses/${free}` });
  }
}

/** The name of the schema of its only content. */
function nameOf({ content = {} }: Answer): string | undefined {
  const [only, ...others] = Object.values(content);
  const { schema } = only ?? {};
  return others.length === 0 && schema && '$ref' in schema ? schemaName(String(schema.$ref)) : undefined;
}
