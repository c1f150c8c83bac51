import { describe, expect, it } from 'vitest';
import { openHouse } from '../support/house.ts';
import { bodyExamplesOf, documentOf, readContract } from '../support/contract.ts';

const methods = ['get', 'post', 'patch', 'put', 'delete'] as const;
const rooms = /^\/v1\/desk\/(agencies|bylines|sections|topics|alerts|media)(\/|$)/;

describe('the examples of the library at the desk', () => {
  it('work on the newsroom that a first start makes, each as the first', async () => {
    const answered: Record<string, number> = {};
    const document = documentOf((await openHouse()).app);
    const { follow } = readContract(document);
    for (const path of Object.keys(document.paths).filter((one) => rooms.test(one))) {
      for (const method of methods) {
        const operation: any = document.paths[path]![method];
        // Files are sent in `uploads.test.ts`: no example holds the bytes of one.
        if (!operation || operation.requestBody?.content['multipart/form-data']) continue;
        // A killed picture loses its files, which other tests share.
        const house = await openHouse({ ownPictures: operation.operationId === 'killMedia' });
        const parameters: any[] = (operation.parameters ?? []).map(follow);
        const url = parameters
          .filter((parameter) => parameter.in === 'path')
          .reduce((at, { name, example }) => at.replace(`{${name}}`, example), path);
        const [body] = bodyExamplesOf(operation);
        const tag = parameters.find(({ name }) => /^if-match$/i.test(name));
        const answer = await house.client.request(method.toUpperCase() as 'GET', url, {
          headers: { ...(await house.keyFor('admin')), ...(tag && { 'if-match': tag.example }) },
          ...(body !== undefined && { body }),
        });
        answered[operation.operationId] = answer.statusCode;
      }
    }
    const expected = Object.fromEntries(
      Object.keys(answered).map((id) => {
        if (/^create/.test(id)) return [id, 201];
        // A picture without one of its captions is still there, and is shown.
        return [id, /^delete(?!Caption)/.test(id) ? 204 : 200];
      }),
    );
    expect(Object.keys(answered)).toHaveLength(39);
    expect(answered).toEqual(expected);
  });
});
