import { client } from './generated/client.gen';
import { createArticle, getArticle, listArticles, publishArticle, uploadMedia } from './generated';
import { picture } from './picture';

const [baseUrl = '', key = ''] = process.argv.slice(2);
client.setConfig({ baseUrl, auth: key });

const list = await listArticles({ query: { section: ['world', 'business'] } });
const sections: (string | undefined)[] = (list.data?.data ?? []).map((story) => story.section?.slug);
const limit: number | undefined = list.data?.page.limit;

const story = await getArticle({ path: { article: 'japans-kishida-considers-joining-nato-summit-sources' } });
const firstBlock: string | undefined = story.data?.body?.[0]?._type;

const fields = { headline: 'Sent by a generated client', section: 'world', bodyText: 'One paragraph.' };
const created = await createArticle({ body: fields });
const published = await publishArticle({
  path: { article: created.data?.id ?? '' },
  headers: { 'if-match': created.data?.etag ?? '' },
});

const uploaded = await uploadMedia({ body: { file: [picture()], fields: { creditLine: 'Jane Doe' } } });

const missing = await getArticle({ path: { article: 'no-such' } });
const refused = await createArticle({ body: { ...fields, section: 'no-such' } });

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
