import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenByline, givenTopic } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

async function atWork() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  return { house, desk };
}

describe('GET /v1/desk/articles/{article}/diff', () => {
  it('tells what changed since the public version, field by field and word by word', async () => {
    const { house, desk } = await atWork();
    const [nato, g7] = [await givenTopic(house), await givenTopic(house, { name: 'G7' })];
    const jane = await givenByline(house);
    const { id } = await desk.create({
      headline: 'Ferry Returns',
      bodyText: 'The repairs took two years.\n\nThe harbour office said so.',
      topics: [nato, g7],
    });
    await desk.act(id, 'publish', {});
    await desk.patch(id, { headline: 'Ferry Returns Late' });
    await desk.patch(id, {
      bodyText: 'The harbour office said so.\n\nThe repairs took three years.',
      topics: [g7, nato],
      bylines: [{ byline: jane, role: 'author' }],
      headlines: { seo: 'Ferry returns' },
    });
    const diff = (await desk.send('GET', `/articles/${id}/diff`)).json();
    expect(diff).toMatchObject({
      id,
      locale: 'en',
      from: { version: 1, live: true },
      to: { version: 3, live: false, by: { name: "A test's editor" } },
      identical: false,
    });
    expect(diff.fields).toMatchObject([
      {
        pointer: '/headline',
        before: 'Ferry Returns',
        text: [
          { op: 'equal', text: 'Ferry Returns' },
          { op: 'insert', text: ' Late' },
        ],
      },
      { pointer: '/headlines/seo', change: 'added', after: 'Ferry returns' },
      {
        pointer: '/bylines',
        change: 'added',
        items: [
          { change: 'added', to: 0, after: { role: 'author', byline: { id: jane, name: 'Jane Doe' } } },
        ],
      },
      { pointer: '/topics', change: 'changed', items: [{ change: 'moved', from: 1, to: 0 }] },
    ]);
    expect(diff.blocks).toEqual({ unchanged: 0, added: 0, removed: 0, changed: 1, moved: 1 });
    const changed = diff.body.find(({ change }: any) => change === 'changed');
    expect(changed.text).toEqual([
      { op: 'equal', text: 'The repairs took ' },
      { op: 'delete', text: 'two' },
      { op: 'insert', text: 'three' },
      { op: 'equal', text: ' years.' },
    ]);
  });

  it('compares any two versions, in either direction, and the public one by its name', async () => {
    const { desk } = await atWork();
    const { id } = await desk.create({ headline: 'One', slug: 'number' });
    const first = (await desk.send('GET', `/articles/${id}/diff`)).json();
    expect(first).toMatchObject({ to: { version: 1 }, blocks: { added: 1 } });
    expect(first).not.toHaveProperty('from');
    await desk.patch(id, { headline: 'Two' });
    await desk.patch(id, { headline: 'Three' });
    const back = (await desk.send('GET', `/articles/${id}/diff?from=3&to=1`)).json();
    expect(back.fields).toMatchObject([{ before: 'Three', after: 'One' }]);
    expect((await desk.send('GET', `/articles/${id}/diff`)).json().from.version).toBe(2);
    expect((await desk.send('GET', `/articles/${id}/diff?from=public`)).statusCode).toBe(404);
    await desk.act(id, 'publish', {});
    expect((await desk.send('GET', `/articles/${id}/diff?from=public&to=3`)).json()).toMatchObject({
      identical: true,
      fields: [],
    });
    expect((await desk.send('GET', `/articles/${id}/diff`)).json().from.version).toBe(2);
  });

  it('is a page on request, in which nothing can run', async () => {
    const { desk } = await atWork();
    const evil = `<script>alert(1)</script> & "quoted" 'x' <img src=x onerror=alert(2)>`;
    const { id } = await desk.create({
      headline: 'Plain',
      body: [{ _type: 'block', _key: 'p1', children: [{ _type: 'span', text: `Before ${evil}` }] }],
    });
    const saved = await desk.patch(id, {
      headline: evil,
      standfirst: evil,
      deskNote: evil,
      dateline: { text: evil, place: evil },
      bylineText: evil,
      subjects: [{ code: 'medtop:20000640', name: evil }],
      related: [{ relation: 'background', url: 'https://x.example/?a=<b>&c="', title: evil }],
      externalIds: [{ scheme: 'feed', value: evil }],
      body: [
        {
          _type: 'block',
          _key: 'p1',
          children: [{ _type: 'span', text: `After ${evil}`, marks: ['l', 'strong'] }],
          markDefs: [{ _type: 'link', _key: 'l', href: "https://x.example/?a='b&c=d" }],
        },
        { _type: 'note', text: evil, kind: 'background' },
        { _type: 'table', caption: evil, rows: [[evil, evil]] },
        { _type: 'embed', url: 'https://x.example/', title: evil, caption: evil },
      ],
    });
    expect(saved.statusCode).toBe(200);
    const html = await desk.send('GET', `/articles/${id}/diff?format=html`);
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(html.headers['content-security-policy']).toMatch(/^default-src 'none'.*sandbox$/);
    expect(html.headers['cache-control']).toBe('no-store');
    const tags = new Set(
      [...html.body.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name!.toLowerCase()),
    );
    const known =
      'html head meta title body h1 h2 section dl dt dd ul li p ins del strong em mark br a small !doctype';
    expect([...tags].filter((name) => !known.split(' ').includes(name))).toEqual([]);
    expect(html.body).toContain('&lt;script&gt;');
    expect(html.body).not.toMatch(/<[^>]*\son\w+=/);
    const attributes = [...html.body.matchAll(/<[a-z0-9]+((?:\s+[a-z]+="[^"]*")*)\s*>/g)]
      .map(([, all]) => all)
      .join('');
    expect(attributes.replaceAll(/ (lang|charset|href|rel)="[^"]*"/g, '')).toBe('');
    expect(html.body).toContain('href="https://x.example/?a=&#39;b&amp;c=d"');
  });

  it('takes the form from Accept, and from format before that', async () => {
    const { desk } = await atWork();
    const { id } = await desk.create();
    async function typeOf(query: string, accept: string) {
      const answer = await desk.send('GET', `/articles/${id}/diff${query}`, { headers: { accept } });
      return [answer.statusCode, String(answer.headers['content-type']).split(';')[0]];
    }
    expect(await typeOf('', 'text/html,application/xhtml+xml,*/*;q=0.8')).toEqual([200, 'text/html']);
    expect(await typeOf('', '*/*')).toEqual([200, 'application/json']);
    expect(await typeOf('?format=json', 'text/html')).toEqual([200, 'application/json']);
    expect(await typeOf('?format=html', 'application/json')).toEqual([200, 'text/html']);
    expect(await typeOf('', 'image/png')).toEqual([406, 'application/problem+json']);
  });

  it('tells words of Japanese apart', async () => {
    const { desk } = await atWork();
    const { id } = await desk.create({
      locale: 'ja',
      headline: '図書館',
      bodyText: '閉館時間を午後10時に延長する。',
    });
    await desk.patch(id, { bodyText: '閉館時間を午後9時に延長する。' });
    const { body } = (await desk.send('GET', `/articles/${id}/diff`)).json();
    expect(body).toMatchObject([
      {
        change: 'changed',
        text: [{ text: '閉館時間を午後' }, { text: '10' }, { text: '9' }, { text: '時に延長する。' }],
      },
    ]);
  });

  it('refuses what is no version, what is not there, and another’s story', async () => {
    const { house, desk } = await atWork();
    const { id } = await desk.create();
    for (const [query, status] of [
      ['from=0', 400],
      ['to=latest', 400],
      ['from=1.5', 400],
      ['from=7', 404],
      ['to=2', 404],
      ['to=public', 404],
    ] as const)
      expect([query, (await desk.send('GET', `/articles/${id}/diff?${query}`)).statusCode]).toEqual([
        query,
        status,
      ]);
    const reporter = await deskOf(house, 'reporter');
    expect((await reporter.send('GET', `/articles/${id}/diff`)).statusCode).toBe(404);
  });

  it('names of another’s story only what the public reads of it', async () => {
    const { house, desk } = await atWork();
    const secret = await desk.create({ headline: 'Secret plan' });
    const reporter = await deskOf(house, 'reporter');
    const { id } = await reporter.create();
    await desk.patch(id, { related: [{ relation: 'background', article: secret.id }] });
    const told = (await reporter.send('GET', `/articles/${id}/diff`)).json();
    expect(told.fields[0].items[0].after.article).toEqual({ id: secret.id });
    expect((await reporter.send('GET', `/articles/${id}/diff?format=html`)).body).not.toContain(
      'Secret plan',
    );
  });
});
