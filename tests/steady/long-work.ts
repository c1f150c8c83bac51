/** What a newsroom may ask for that takes long: each must leave the event loop to others. */
import { drawing, form } from '../support/pictures.ts';
import type { Size } from './harness.ts';
import type { Newsroom } from './server-process.ts';

type Work = { name: string; work: (newsroom: Newsroom) => Promise<unknown> };

/** The cases, each with its requests. Every one throws when an answer is not what it should be. */
export function longWork(size: Size): Work[] {
  const items = size === 'small' ? 200 : 1000;
  return [
    { name: `import of ${items / 100} MB`, work: (newsroom) => importStories(newsroom, items) },
    { name: 'body of 2,000 blocks', work: saveLongBody },
    { name: 'the same as HTML', work: saveLongHtml },
    { name: 'the same as Markdown', work: saveLongMarkdown },
    { name: '100 uploads', work: uploadHundred },
    { name: '100 stories as Markdown', work: listAsMarkdown },
  ];
}

/** Items of about 10 kB each. */
async function importStories({ address, secret }: Newsroom, count: number): Promise<void> {
  const paragraph = `<p>${'The council has <strong>voted</strong> for a night bus to the harbour. '.repeat(4)}</p>`;
  const items = Array.from({ length: count }, (_, index) => ({
    standard: { name: 'ninjs', version: '3.1' },
    uri: `tag:courier.example,2022:long-${index}`,
    type: 'text',
    version: '1',
    versionCreated: '2022-06-14T18:30:00Z',
    language: 'en',
    headlines: [{ role: 'main', value: `Night Bus ${index}` }],
    bodies: [{ role: 'main', contentType: 'text/html', value: paragraph.repeat(33) }],
  }));
  await ask(`${address}/v1/desk/imports?publish=true`, secret, 200, JSON.stringify(items));
}

const paragraphs = Array.from({ length: 2000 }, (_, index) => [
  `Paragraph ${index} of a very long story, `,
  'with strong words',
  ' and a full stop.',
]);

async function saveLongHtml({ address, secret }: Newsroom): Promise<void> {
  const bodyHtml = paragraphs
    .map(([first, strong, last]) => `<p>${first}<b>${strong}</b>${last}</p>`)
    .join('');
  await ask(`${address}/v1/desk/articles`, secret, 201, JSON.stringify({ headline: 'Long', bodyHtml }));
}

async function saveLongMarkdown({ address, secret }: Newsroom): Promise<void> {
  const bodyMarkdown = paragraphs.map(([first, strong, last]) => `${first}**${strong}**${last}`).join('\n\n');
  await ask(`${address}/v1/desk/articles`, secret, 201, JSON.stringify({ headline: 'Long', bodyMarkdown }));
}

async function saveLongBody({ address, secret }: Newsroom): Promise<void> {
  const body = paragraphs.map(([first, strong, last]) => ({
    _type: 'block',
    children: [
      { _type: 'span', text: first },
      { _type: 'span', text: strong, marks: ['strong'] },
      { _type: 'span', text: last },
    ],
  }));
  const story = await ask(
    `${address}/v1/desk/articles`,
    secret,
    201,
    JSON.stringify({ headline: 'Long', body }),
  );
  const { id } = (await story.json()) as { id: string };
  const etag = story.headers.get('etag') ?? '';
  await ask(`${address}/v1/desk/articles/${id}/publish`, secret, 200, '{}', { 'if-match': etag });
  for (const form of ['blocks', 'html', 'text', 'markdown'])
    await ask(`${address}/v1/articles/${id}?body=${form}`, undefined, 200);
}

async function uploadHundred({ address, secret }: Newsroom): Promise<void> {
  await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const bytes = await drawing({ width: 1200 + index })
        .jpeg()
        .toBuffer();
      const { body, headers } = await form([{ bytes }]);
      const response = await fetch(`${address}/v1/desk/media`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, ...headers },
        body: new Uint8Array(body),
      });
      await response.arrayBuffer();
      if (response.status !== 201 && response.status !== 503)
        throw new Error(`Upload ${index} was answered with ${response.status}.`);
    }),
  );
}

async function listAsMarkdown({ address }: Newsroom): Promise<void> {
  await ask(`${address}/v1/articles?include=body&body=markdown&limit=100`, undefined, 200);
}

async function ask(
  url: string,
  secret: string | undefined,
  status: number,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body }),
    headers: {
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  if (response.status !== status)
    throw new Error(`${url} was answered with ${response.status}: ${await response.text()}`);
  return response;
}
