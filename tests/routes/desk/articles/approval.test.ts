import { describe, expect, it } from 'vitest';
import { deskOf, deskWith } from '../../../support/desk.ts';
import { givenSection } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';
import { issueKey } from '../../../../src/access/issue-key.ts';

/** A newsroom with a section that asks for approval and one that does not, and two editors. */
async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const asking = await givenSection(house, { name: 'Courts', requiresApproval: true });
  const free = await givenSection(house, { name: 'Weather' });
  const editor = await deskOf(house, 'editor');
  const { secret } = await house.play((work) =>
    issueKey(work, { name: 'Other', role: 'editor', actor: { name: 'Other', kind: 'person' } }),
  );
  const other = deskWith(house, { authorization: `Bearer ${secret}` });
  return { house, asking, free, editor, other };
}

const missing = {
  rule: 'approvalMissing',
  pointer: '/section',
  detail: expect.stringMatching(
    /^(The section "Courts" asks for approval: version \d has none\.|The story was moved out of the section "Courts", which asks for approval, and version \d has none: somebody else has to approve it first\.)$/,
  ),
};

describe('a story that is moved out of a section that asks for approval', () => {
  it('still needs one, and preflight, the story and publishing say so, until somebody else approved it', async () => {
    const { asking, free, editor, other } = await newsroom();
    const { id } = await editor.create({ section: asking });
    await editor.patch(id, { section: free });
    const preflight = (await editor.send('GET', `/articles/${id}/preflight`)).json();
    expect(preflight).toMatchObject({ ready: false });
    expect(preflight.findings[0]).toMatchObject(missing);
    expect((await editor.read(id)).actions.publish.blockers).toMatchObject([missing]);
    for (const [action, body] of [
      ['publish', {}],
      ['schedule', { at: '2026-11-23T13:00:00Z' }],
    ] as const) {
      const refused = await editor.act(id, action, body);
      expect([action, refused.statusCode, refused.json().errors]).toEqual([action, 422, [missing]]);
    }
    await editor.act(id, 'submit');
    expect((await editor.act(id, 'approve')).statusCode).toBe(409);
    await other.act(id, 'approve');
    expect((await editor.act(id, 'publish', {})).statusCode).toBe(200);
  });

  it.each([
    ['with further changes', { headline: 'Another' }],
    ['by way of a second section', { section: 'weather' }],
    ['without a section', { section: null }],
  ])('needs it %s', async (_, further) => {
    const { house, asking, editor } = await newsroom();
    await givenSection(house, { name: 'Sport' });
    const { id } = await editor.create({ section: asking });
    await editor.patch(id, { section: 'sport' });
    await editor.patch(id, further);
    expect((await editor.act(id, 'publish', {})).json().errors).toEqual([missing]);
  });

  it.each([
    ['duplicate', {}],
    ['translate', { locale: 'fr' }],
  ])('passes that on to what is made of it by %s', async (action, body) => {
    const { asking, free, editor } = await newsroom();
    const { id } = await editor.create({ section: asking });
    await editor.patch(id, { section: free });
    const made = (await editor.send('POST', `/articles/${id}/${action}`, { body })).json();
    expect((await editor.act(made.id, 'publish', {})).json().errors).toEqual([missing]);
  });

  it('needs it after it was published there, and no more once a version was approved', async () => {
    const { asking, free, editor, other } = await newsroom();
    const { id } = await editor.create({ section: asking });
    await editor.act(id, 'submit');
    await other.act(id, 'approve');
    await editor.act(id, 'publish', {});
    await editor.patch(id, { section: free });
    const change = { kind: 'update', text: 'Moved.' };
    expect((await editor.act(id, 'publish', { change })).json().errors).toEqual([missing]);
    await editor.act(id, 'submit');
    await other.act(id, 'approve');
    await editor.act(id, 'publish', { change });
    await editor.patch(id, { headline: 'Later' });
    expect((await editor.act(id, 'publish', { change })).statusCode).toBe(200);
  });

  it('needs it too where it is moved by restoring or publishing an older version, and in a patch', async () => {
    const { asking, free, editor } = await newsroom();
    const { id } = await editor.create({ section: free });
    await editor.patch(id, { section: asking });
    expect((await editor.act(id, 'publish', { version: 1 })).json().errors).toEqual([missing]);
    const patched = await editor.act(id, 'publish', { patch: { section: free } });
    expect(patched.json().errors).toEqual([missing]);
    await editor.act(id, 'versions/1/restore');
    expect((await editor.act(id, 'publish', {})).json().errors).toEqual([missing]);
  });

  it('saves no version for a patch that changes nothing', async () => {
    const { asking, free, editor, other } = await newsroom();
    const { id } = await editor.create({ section: asking });
    await editor.patch(id, { section: free });
    await editor.act(id, 'submit');
    const { etag } = (await other.act(id, 'approve')).json();
    expect((await editor.patch(id, { section: free })).json().etag).toBe(etag);
  });
});
