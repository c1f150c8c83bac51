import { describe, expect, it } from 'vitest';
import type { DeskArticle } from '../../../../src/desk/show/desk-article.ts';
import type { Incoming } from '../../../../src/desk/incoming/schema.ts';
import { plainText } from '../../../../src/library/body/references.ts';
import type { Body } from '../../../../src/library/body/schema.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

const table = '<table><tr><td colspan="2">Total</td></tr><tr><td>1</td><td>2</td></tr></table>';
const unmerged = {
  name: 'cellsUnmerged',
  detail: 'The cell "Total" spans several: its value stands in the first one.',
};
const script = { name: 'elementDropped', detail: 'A story cannot show <script>.' };

async function newsroom() {
  return deskOf(await openHouse({ seed: 'none' }), 'editor');
}

describe('notes on what of a text was not kept', () => {
  it('are in the answer of a create, with the field that they are about, and not kept', async () => {
    const desk = await newsroom();
    const { id, notes } = await desk.create({ bodyHtml: `<p>One.</p><script>x</script>${table}` });
    expect(notes).toEqual([
      { ...script, pointer: '/bodyHtml' },
      { ...unmerged, pointer: '/bodyHtml' },
    ]);
    expect(await desk.read(id)).not.toHaveProperty('notes');
  });

  it('are in the answer of a PATCH, of its dry run, and of one that changes nothing', async () => {
    const desk = await newsroom();
    const { id } = await desk.create();
    const body = { bodyMarkdown: 'One.\n\n[Run](javascript:run)' };
    const notes = [
      {
        name: 'linkDropped',
        detail: 'The address "javascript:run" cannot be linked to.',
        pointer: '/bodyMarkdown',
      },
    ];
    for (const query of ['?dryRun=true', '', '']) {
      const { etag } = await desk.read(id);
      const answer = await desk.send('PATCH', `/articles/${id}${query}`, { etag, body });
      expect(answer.json<DeskArticle>().notes).toEqual(notes);
    }
  });

  it.each(['constructor', 'toString', '__proto__', 'valueOf'])(
    'have nothing to say of a class, and read the words of an element, that is named %s',
    async (name) => {
      const desk = await newsroom();
      const bodyHtml = `<div class="${name}"><a href="https://x.example/">Hello</a> there</div>`;
      const { notes, body } = await desk.create({ bodyHtml });
      expect({ notes, words: plainText(body as Body) }).toEqual({ words: 'Hello there' });
      const named = await desk.create({ bodyHtml: `<${name}><p>x</p></${name}><p>y <i><${name}>z</i></p>` });
      expect(plainText(named.body as Body)).toMatch(/x[^]*y [^]*z/);
    },
  );

  it.each([
    ['The victim, <name withheld>, 40, was seen by <redacted> at 5.', undefined],
    ['He said <expletive deleted>.', undefined],
    ['x <y and 3 < 4 & a<b, 5<6 end\nnext', '<p>x <y and 3 < 4 & a<b, 5<6 end</p><p>next</p>'],
    ['I <Love>you</Love>', '<p>I <Love>you</Love></p>'],
    ['an o of Word', '<p>an <o:p>o</o:p> of <x-y>Word</x-y><svg><path d="x"></svg></p>'],
  ])('are not needed for words in brackets, which stay: %s', async (words, bodyHtml) => {
    const desk = await newsroom();
    const { body } = await desk.create(bodyHtml === undefined ? { bodyMarkdown: words } : { bodyHtml });
    expect(plainText(body as Body).replaceAll(/\n+/g, '\n')).toBe(words);
  });

  it('are absent where all was kept', async () => {
    const desk = await newsroom();
    expect(await desk.create({ bodyHtml: '<h2>One</h2><p>Two <b>three</b>.</p>' })).not.toHaveProperty(
      'notes',
    );
  });

  it('are those of the patch where it is published in one step', async () => {
    const desk = await newsroom();
    const { id } = await desk.create();
    const patch = { bodyHtml: '<p>Two.</p><script>x</script>' };
    const answer = await desk.act(id, 'publish', { patch });
    expect(answer.json<DeskArticle>().notes).toEqual([{ ...script, pointer: '/patch/bodyHtml' }]);
  });

  it('come again under the same Idempotency-Key', async () => {
    const desk = await newsroom();
    const sending = {
      body: { headline: 'One', bodyHtml: `<p>One.</p>${table}` },
      headers: { 'idempotency-key': '"one"' },
    };
    const [first, again] = [
      await desk.send('POST', '/articles', sending),
      await desk.send('POST', '/articles', sending),
    ];
    expect(first.json<DeskArticle>().notes).toHaveLength(1);
    expect(again.json()).toEqual(first.json());
  });

  it('are a hundred at most, then how many more; the same is said once, and how often', async () => {
    const desk = await newsroom();
    const links = Array.from({ length: 130 }, (_, index) => `<a href="file:${index}">x</a>`);
    const { notes } = await desk.create({ bodyHtml: `<p>${links.join(' ')}</p>` });
    expect(notes).toHaveLength(101);
    expect(notes!.at(-1)).toEqual({ name: 'more', detail: 'There are 30 more notes.' });
    const { notes: one } = await desk.create({ bodyHtml: '<p>One.<script></script><script></script></p>' });
    expect(one).toEqual([
      {
        name: 'elementDropped',
        detail: 'A story cannot show <script>. (2 times)',
        pointer: '/bodyHtml',
      },
    ]);
  });

  it('are in the answer of a PUT, also where the version waits', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const path = '/external-ids/wire/1';
    function put(bodyHtml: string) {
      return desk.send('PUT', path, { body: { headline: 'One', bodyHtml } });
    }
    const first = await put(`<p>One.</p>${table}`);
    expect(first.json<DeskArticle>().notes).toEqual([{ ...unmerged, pointer: '/bodyHtml' }]);
    const { id } = first.json<DeskArticle>();
    await (await deskOf(house, 'chief')).patch(id, { headline: 'Edited' });
    const waiting = await put('<p>Two.</p><script>x</script>');
    expect(waiting.statusCode).toBe(202);
    expect(waiting.json<Incoming>().notes).toEqual([{ ...script, pointer: '/bodyHtml' }]);
  });
});
