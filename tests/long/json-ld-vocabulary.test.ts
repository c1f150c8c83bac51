import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it, onTestFinished } from 'vitest';
import { bylineRoles } from '../../src/edition/articles/content.ts';
import { deskOf } from '../support/desk.ts';
import { givenByline, givenPicture, givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';
import { limited } from '../support/pictures.ts';

/** What the vocabulary of schema.org, as types, has against these documents, by name. */
function faultsIn(documents: Record<string, object>): Record<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-vocabulary-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  const files = Object.entries(documents).map(([name, document]) => {
    const file = join(folder, `${name}.ts`);
    writeFileSync(
      file,
      `import type { NewsArticle, WithContext } from 'schema-dts';\nexport const story: WithContext<NewsArticle> = ${JSON.stringify(document)};`,
    );
    return file;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const faults = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
    name: basename(file?.fileName ?? '', '.ts'),
    said: ts.flattenDiagnosticMessageText(messageText, '\n').slice(0, 2000),
  }));
  return Object.fromEntries(
    Map.groupBy(faults, ({ name }) => name)
      .entries()
      .map(([name, found]) => [name, found.map(({ said }) => said)]),
  );
}

it('every story as JSON-LD is in the words of schema.org, and a word that is not would be found', async () => {
  const house = await openHouse({
    site: { logo: 'https://news.example/logo.png', policies: { ethics: 'https://news.example/ethics' } },
  });
  await givenStory(house, {
    leadMedia: { media: await givenPicture(house, limited) },
    digitalSourceType: 'compositeSynthetic',
  });
  const contacts = [{ kind: 'url' as const, value: 'https://news.example/kim' }];
  const byline = await givenByline(house, { name: 'Kim', contacts });
  const license = 'https://creativecommons.org/licenses/by/4.0/';
  const signed = await givenStory(house, {
    bylines: bylineRoles.map((role) => ({ role, byline })),
    rights: { usageTerms: license },
  });
  const desk = await deskOf(house, 'chief');
  await desk.act(signed, 'expire', { at: '2030-01-01T00:00:00Z', reason: 'Over.' });
  const { data } = (await house.client.get('/v1/articles?limit=100')).json();
  const documents = await Promise.all(
    data.map(async ({ id }: { id: string }) => (await house.client.get(`/v1/articles/${id}/jsonld`)).json()),
  );
  expect(documents.length).toBeGreaterThan(10);
  const [whole] = documents;
  expect(whole).toMatchObject({
    license,
    expires: '2030-01-01T00:00:00.000Z',
    author: [{ url: contacts[0]!.value }],
  });
  const faults = faultsIn({
    ...Object.fromEntries(documents.entries()),
    word: { ...whole, dateOfPublication: '2022-06-04' },
    type: { ...whole, correction: [{ '@type': 'Correction', text: 'No such type.' }] },
  });
  expect(faults).toEqual({ word: [expect.any(String)], type: [expect.any(String)] });
});
