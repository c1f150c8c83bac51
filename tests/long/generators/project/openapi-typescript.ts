import createClient from 'openapi-fetch';
import type { paths } from './generated/dateline';
import { picture } from './picture';

const [baseUrl = '', key = ''] = process.argv.slice(2);
const dateline = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${key}` } });

const list = await dateline.GET('/v1/articles', { params: { query: { section: ['world', 'business'] } } });
const sections: (string | undefined)[] = (list.data?.data ?? []).map((story) => story.section?.slug);
const limit: number | undefined = list.data?.page.limit;

const one = { params: { path: { article: 'japans-kishida-considers-joining-nato-summit-sources' } } };
const story = await dateline.GET('/v1/articles/{article}', one);
const firstBlock: string | undefined = story.data?.body?.[0]?._type;

const fields = { headline: 'Sent by a typed client', section: 'world', bodyText: 'One paragraph.' };
const created = await dateline.POST('/v1/desk/articles', { body: fields });
const published = await dateline.POST('/v1/desk/articles/{article}/publish', {
  params: { path: { article: created.data?.id ?? '' }, header: { 'if-match': created.data?.etag ?? '' } },
});

// Its types call a file a string, and it leaves the form to the program.
const uploaded = await dateline.POST('/v1/desk/media', {
  body: { file: ['red.png'], fields: { creditLine: 'Jane Doe' } },
  bodySerializer({ file, fields }) {
    const form = new FormData();
    for (const name of file) form.append('file', picture(), name);
    form.append('fields', new Blob([JSON.stringify(fields)], { type: 'application/json' }));
    return form;
  },
});

const missing = await dateline.GET('/v1/articles/{article}', { params: { path: { article: 'no-such' } } });
const refused = await dateline.POST('/v1/desk/articles', { body: { ...fields, section: 'no-such' } });

console.log(
  JSON.stringify({
    sections: [...new Set(sections)].sort(),
    limit,
    firstBlock,
    published: published.data?.publication.state,
    upload: uploaded.data?.data[0]?.status,
    credit: uploaded.data?.data[0]?.media?.creditLine,
    missing: missing.error?.title,
    refused: refused.error?.errors?.[0]?.pointer,
  }),
);
