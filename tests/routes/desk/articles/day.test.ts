import { describe, expect, it } from 'vitest';
import { nightBus as seeded } from '../../../../src/desk/stories/examples.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

const nightBus = { ...seeded, slug: 'the-night-bus-of-this-test' };

describe('a story from its first draft to its end', () => {
  it('shows each step in public at once, and nothing before it', async () => {
    const house = await openHouse();
    const desk = await deskOf(house, 'chief');
    const address = `/v1/articles/${nightBus.slug}`;

    const created = await desk.send('POST', '/articles', { body: nightBus });
    expect(created.statusCode).toBe(201);
    expect(created.headers.location).toBe(`/v1/desk/articles/${created.json().id}`);
    expect(created.headers.etag).toBe('"r1"');
    expect((await house.client.get(address)).statusCode).toBe(404);

    const published = await desk.send('POST', `/articles/${nightBus.slug}/publish`, {
      etag: '"r1"',
      body: {},
    });
    expect(published.statusCode).toBe(200);
    expect(published.headers.etag).toBe('"r2"');
    expect((await house.client.get(address)).json()).toMatchObject({
      headline: nightBus.headline,
      version: 1,
      section: { slug: 'politics' },
    });

    const patched = await desk.send('PATCH', `/articles/${nightBus.slug}`, {
      etag: '"r2"',
      body: { standfirst: 'The first bus is to leave the harbour on July 2.', urgency: null },
    });
    expect(patched.json()).toMatchObject({ copy: { version: 2 }, hasUnpublishedChanges: true });
    expect((await house.client.get(address)).json()).toMatchObject({
      standfirst: nightBus.standfirst,
      urgency: 5,
    });

    const corrected = await desk.send('POST', `/articles/${nightBus.slug}/publish`, {
      etag: '"r3"',
      body: { change: { kind: 'correction', text: 'The first bus leaves on July 2.', material: true } },
    });
    expect(corrected.statusCode).toBe(200);
    const after = (await house.client.get(address)).json();
    expect(after).toMatchObject({ version: 2, corrections: [{ text: 'The first bus leaves on July 2.' }] });
    expect(after).not.toHaveProperty('urgency');
    expect(JSON.stringify(after)).not.toContain(nightBus.deskNote);

    const withdrawn = await desk.send('POST', `/articles/${nightBus.slug}/withdraw`, {
      etag: '"r4"',
      body: { reason: 'It was only a study.', notice: 'This sample was withdrawn.' },
    });
    expect(withdrawn.json().publication.state).toBe('withdrawn');
    const gone = await house.client.get(address);
    expect(gone.statusCode).toBe(410);
    expect(gone.json().tombstone).toMatchObject({ notice: 'This sample was withdrawn.' });
    expect(gone.body).not.toContain('only a study');
  });
});
