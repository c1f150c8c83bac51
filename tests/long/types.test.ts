import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHouse } from '../support/house.ts';

/** What a front end would write: nothing is cast, nothing is unknown. */
const consumer = `
import type { components, paths } from './dateline.ts';

type Article = components['schemas']['Article'];
type List = paths['/v1/articles']['get']['responses'][200]['content']['application/json'];

export function headlines({ data, page }: List): string[] {
  const next: string | undefined = page.next;
  return [...data.map(({ headline, agency }) => headline + (agency?.name ?? '')), next ?? ''];
}

export function words({ body = [] }: Article): string[] {
  return body.map((block) => {
    switch (block._type) {
      case 'block':
        return block.children.map(({ text }) => text).join('');
      case 'image':
        return block.picture.caption ?? block.picture.altText ?? '';
      case 'gallery':
        return block.items.map(({ picture }) => picture.src).join();
      case 'embed':
        return block.url;
      case 'table':
        return block.rows.flat().join();
      case 'note':
        return block.text;
    }
  });
}

export function tag(headers: paths['/v1/articles']['get']['responses'][200]['headers']): string {
  return headers.ETag;
}

type Publish = paths['/v1/desk/articles/{article}/publish']['post'];
export const change: NonNullable<Publish['requestBody']>['content']['application/json'] = {
  change: { kind: 'correction', text: 'The first bus leaves on July 2.', material: true },
};

export function mayPublish({ actions, publication }: components['schemas']['DeskArticle']): boolean {
  return publication.state !== 'live' && actions.publish.allowed;
}

export function reasons({ data }: components['schemas']['DeskEventPage']): string[] {
  return data.flatMap(({ reason, data: more = {} }) => [reason ?? '', ...Object.keys(more)]);
}

export const query: paths['/v1/articles']['get']['parameters']['query'] = { topic: ['nato'], kind: ['story'], limit: 5, breaking: true, sort: '-publishedAt' };
`;

describe('the types that openapi-typescript makes', () => {
  it('compile, and serve a front end without a cast, but none that is mistaken', async () => {
    const mistaken = consumer
      .replace('block.url', 'block.address')
      .replace("kind: 'correction'", "kind: 'correcting'")
      .replace('limit: 5', "limit: 'five'");
    expect(await compile(await generate(), { consumer, mistaken })).toEqual([
      expect.stringMatching(/^mistaken: .*'address' does not exist/),
      expect.stringMatching(/^mistaken: .*'"correcting"' is not assignable to type/),
      expect.stringMatching(/^mistaken: .*'string' is not assignable to type 'number'/),
    ]);
  });

  it('know what everything is', async () => {
    const types = await generate();
    const shapes = types.slice(
      types.indexOf('export interface components'),
      types.indexOf('    responses: {', types.indexOf('export interface components')),
    );
    expect(shapes).toContain('Article: {');
    expect(unknownIn(shapes)).toEqual([]);
    expect(unknownIn('a: { [key: string]: unknown; };\nb?: any;\nc: Record<string, never>;')).toHaveLength(3);
  });
});

/** The lines of types that leave something unknown; words in comments and in values are not types. */
function unknownIn(types: string): string[] {
  const known = types
    .replaceAll(/\/\*\*.*?\*\//gs, '')
    .replaceAll(/"[^"\n]*"/g, '""')
    // A problem may carry members that only its type knows.
    .replaceAll(/\} & \{\s*\[key: string\]: unknown;\s*\}/g, '}')
    // What a source sent and nobody could apply is shown as it came.
    .replace(/IncomingSent: \{\s*\[key: string\]: unknown;\s*\}/, '');
  return known.match(/^.*(\bunknown\b|\bany\b|Record<string, never>).*$/gm) ?? [];
}

async function generate(): Promise<string> {
  const { app } = await openHouse({ seed: 'none' });
  return astToString(await openapiTS(structuredClone(app.contract()) as unknown as OpenAPI3));
}

/** What the compiler has to say about consumers of these types, each by its name. */
async function compile(types: string, consumers: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(resolve('node_modules', '.dateline-types-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'dateline.ts'), types);
  const files = Object.entries(consumers).map(([name, source]) => ({
    path: join(folder, `${name}.ts`),
    source,
  }));
  await Promise.all(files.map(({ path, source }) => writeFile(path, source)));
  const program = ts.createProgram(
    files.map(({ path }) => path),
    {
      strict: true,
      noEmit: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      allowImportingTsExtensions: true,
      types: [],
    },
  );
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const said = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${basename(file?.fileName ?? '', '.ts')}: ${said}`;
  });
}
