import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { listen } from '../../support/listening.ts';
import { drawing } from '../../support/pictures.ts';
import { requestsOf, send } from './collection.ts';
import { contract, mistaken } from './contracts.ts';
import { generate, hasGenerators } from './generated.ts';

/** Sends a whole collection to a newsroom of its own; gives how many requests there were, and which were refused. */
async function sendAll(document: string): Promise<{ sent: number; refused: string[] }> {
  const requests = await requestsOf(await generate('collection', document));
  const house = await openHouse({ copiesPictures: true });
  const [, key = ''] = (await house.keyFor('admin')).authorization.split(' ');
  const address = await listen(house.app);
  const picture = new File([await drawing().png().toBuffer()], 'drawing.png', { type: 'image/png' });
  const refused: string[] = [];
  for (const request of requests) {
    const answer = await send(request, address, key, picture);
    if (answer.status < 400) continue;
    refused.push(`${request.name}: ${answer.status} ${await answer.text()}`);
  }
  return { sent: requests.length, refused };
}

describe.skipIf(!hasGenerators)('the Postman collection of the contract', () => {
  it('sends nothing that is refused, as it stands and in its order', async () => {
    const { sent, refused } = await sendAll(contract);
    expect(refused).toEqual([]);
    expect(sent).toBeGreaterThan(130);
  });

  it('sends what is refused where an example is malformed', async () => {
    const { refused } = await sendAll(
      await mistaken(({ paths }) => {
        const { content } = paths['/v1/desk/agencies'].post.requestBody;
        for (const example of Object.values<any>(content['application/json'].examples))
          example.value = { name: 7 };
      }),
    );
    expect(refused).toEqual([expect.stringMatching(/^Create an agency: 400 /)]);
  });
});
