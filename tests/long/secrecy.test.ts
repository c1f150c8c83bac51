import { describe, expect, it } from 'vitest';
import { everyAddress } from '../secrecy/addresses.ts';
import { mark } from '../secrecy/marked.ts';
import { plantSecrets } from '../secrecy/secrets.ts';
import { differences, everyRequest, leaks, sweep, type Asked } from '../secrecy/sweep.ts';
import { writeInSecret } from '../secrecy/write-in-secret.ts';
import { type House, openHouse } from '../support/house.ts';

describe('what the desk keeps to itself', () => {
  it('is to those who ask for it by name as if it had never been', async () => {
    const house = await openHouse();
    const names = await plantSecrets(house);
    for (const name of names) {
      // Of the same form, and of nothing: whatever an answer says back is as long.
      const unknown = name.includes('_') ? name.replace(/.{4}$/, '0000') : name.replace(mark, 'zqnobody');
      expect(unknown).not.toBe(name);
      const told = await Promise.all(
        [name, unknown].map(async (asked) => sweep(house, requestsFor(await addressesOf(house, asked)))),
      );
      const [secret, never] = told.map((answers, index) =>
        answers.map(({ asked, answer }) =>
          `${asked} → ${answer}`.replaceAll([name, unknown][index]!, 'NAME'),
        ),
      );
      expect(secret!.length).toBeGreaterThan(4);
      expect(secret).toEqual(never);
    }
  });

  it('stands in no public answer, and moves no tag, no time, no count and no cursor when it changes', async () => {
    const house = await openHouse();
    await plantSecrets(house);
    const requests = await everyRequest(house, await everyAddress(house));
    const first = await sweep(house, requests);
    expect(first.length).toBeGreaterThan(1000);
    expect(leaks(first, mark)).toEqual([]);
    // Asked twice: what is ready by then says so, and stays ready while nothing public changes.
    const before = await sweep(house, requests);
    const changed = await writeInSecret(house);
    expect(changed).toBeGreaterThan(20);
    const after = await sweep(house, requests);
    expect(differences(before, after)).toEqual([]);
    expect(leaks(after, mark)).toEqual([]);
  });
});

/** Every public address that takes an id or a slug. */
async function addressesOf(house: House, name: string): Promise<string[]> {
  const addresses = await everyAddress(house, [name]);
  return addresses.filter((url) => url.includes(encodeURIComponent(name)));
}

function requestsFor(urls: string[]): Asked[] {
  const headers: Record<string, string>[] = [{}, { 'if-none-match': '"r1"' }, { 'if-none-match': '*' }];
  return urls.flatMap((url) => headers.map((header) => ({ method: 'GET', url, headers: header })));
}
