import { describe, expect, it } from 'vitest';
import { type Answer, type Document, documentOf, pointer, readContract } from '../support/contract.ts';
import { openHouse } from '../support/house.ts';

describe('the contract', () => {
  it('holds only examples that its schemas allow', async () => {
    const { app } = await openHouse({ seed: 'none' });
    const document = documentOf(app);
    // One that is wrong is planted, and no other found.
    const { content } = document.paths['/v1/articles/{article}']!['get']!.responses['200'] as Answer;
    const media = content!['application/json']!;
    media.example = { ...(media.example as object), id: 7 };
    expect(wrongExamples(document)).toEqual([expect.stringMatching(/articles.*\/id must be string/)]);
  });

  it('is at most 50 kB as it is served compressed', async () => {
    const { client } = await openHouse({ seed: 'none' });
    const sending = { headers: { 'accept-encoding': 'br' }, outsideContract: true };
    const { rawPayload, headers } = await client.get('/openapi.json', sending);
    expect([headers['content-encoding'], headers['etag']]).toEqual(['br', expect.stringMatching(/^W\//)]);
    expect(rawPayload.length).toBeLessThan(50_000);
  });
});

/** Every `examples` and `example` in the document that does not fit the schema beside it. */
function wrongExamples(document: Document): string[] {
  const contract = readContract(document);
  const faults: string[] = [];

  function look(part: unknown, path: (string | number)[]): void {
    if (typeof part !== 'object' || part === null) return;
    const { examples, example, schema } = part as { examples?: unknown; example?: unknown; schema?: object };
    const at = schema ? [...path, 'schema'] : path;
    const values = [
      ...(Array.isArray(examples) ? examples : Object.values(examples ?? {}).map((one: any) => one.value)),
      ...(example === undefined ? [] : [example]),
    ];
    for (const value of values) {
      for (const fault of contract.faultsAt(pointer(...at), value)) faults.push(`${at.join('/')}: ${fault}`);
    }
    for (const [name, inner] of Object.entries(part)) {
      if (name !== 'examples' && name !== 'example') look(inner, [...path, name]);
    }
  }

  look(document.components, ['components']);
  look(document.paths, ['paths']);
  return faults;
}
