import { describe, expect, it } from 'vitest';
import { documentOf, isStream, shownOperations } from '../support/contract.ts';
import { openHouse } from '../support/house.ts';
import { exampleOf, sendShown, tagOf } from '../support/send-shown.ts';

describe('the examples of all operations on a new server', () => {
  it('name the state in which what they change is there', async () => {
    const house = await openHouse();
    const key = await house.keyFor('admin');
    const others: string[] = [];
    for (const { template, operation } of shownOperations(documentOf(house.app))) {
      const { operationId, parameters = [] } = operation;
      const field = parameters.find(({ name }) => name.toLowerCase() === 'if-match');
      if (!field) continue;
      const is = await tagOf(house.app, template, parameters, key);
      if (is !== exampleOf(field)) others.push(`${operationId}: ${is}`);
    }
    expect(others).toEqual([]);
  });

  it('succeed when they are sent in the order in which the docs show them', async () => {
    const house = await openHouse({ copiesPictures: true });
    const key = await house.keyFor('admin');
    const refused: string[] = [];
    const shown = shownOperations(documentOf(house.app)).filter(({ operation }) => !isStream(operation));
    for (const one of shown) {
      const answer = await sendShown(house, one, key);
      if (answer.statusCode >= 400)
        refused.push(`${one.operation.operationId} ${answer.statusCode} ${answer.json().detail}`);
    }
    expect(refused).toEqual([]);
    expect(shown.length).toBeGreaterThan(120);
  });
});
