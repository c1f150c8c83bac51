import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it, onTestFinished } from 'vitest';
import { openHouse } from '../support/house.ts';

/** What the vocabulary of schema.org, as types, has against these documents. */
function faultsOf(documents: object[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-vocabulary-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  const file = join(folder, 'documents.ts');
  const lines = documents.map(
    (document, index) => `export const d${index}: Story = ${JSON.stringify(document)};`,
  );
  writeFileSync(
    file,
    `import type { NewsArticle, WithContext } from 'schema-dts';\ntype Story = WithContext<NewsArticle>;\n${lines.join('\n')}`,
  );
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').slice(0, 2000));
}

it('every story as JSON-LD is in the words of schema.org, and a word that is not would be found', async () => {
  const house = await openHouse();
  const { data } = (await house.client.get('/v1/articles?limit=100')).json();
  const documents = await Promise.all(
    data.map(async ({ id }: { id: string }) => (await house.client.get(`/v1/articles/${id}/jsonld`)).json()),
  );
  expect(documents.length).toBeGreaterThan(10);
  expect(faultsOf(documents)).toEqual([]);
  const [whole] = documents;
  expect(faultsOf([{ ...whole, dateOfPublication: '2022-06-04' }])).toHaveLength(1);
  expect(
    faultsOf([{ ...whole, correction: [{ '@type': 'Correction', text: 'No such type.' }] }]),
  ).toHaveLength(1);
});
