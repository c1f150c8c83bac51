import { describe, expect, it } from 'vitest';
import { givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

describe('GET of what the reader has already', () => {
  it.each(['by id', 'a page with another after it'])(
    'answers 304 as the contract has it: %s',
    async (which) => {
      const house = await openHouse();
      const id = await givenStory(house);
      const url = which === 'by id' ? `/v1/articles/${id}` : '/v1/articles?limit=1';
      const { headers } = await house.client.get(url);
      const known = { 'if-none-match': String(headers['etag']) };
      expect((await house.client.get(url, { headers: known })).statusCode).toBe(304);
    },
  );
});
