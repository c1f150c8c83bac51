import * as dateline from './generated/dateline';
import { picture } from './picture';

const [baseUrl = '', key = ''] = process.argv.slice(2);
dateline.defaults.baseUrl = baseUrl;
dateline.defaults.headers = { authorization: `Bearer ${key}` };

const list = await dateline.listArticles({ section: ['world', 'business'] });
const page = list.status === 200 ? list.data : undefined;
const sections: (string | undefined)[] = (page?.data ?? []).map((story) => story.section?.slug);
const limit: number | undefined = page?.page.limit;

const story = await dateline.getArticle('japans-kishida-considers-joining-nato-summit-sources');
const firstBlock: string | undefined = story.status === 200 ? story.data.body?.[0]?._type : undefined;

const fields = { headline: 'Sent by a generated client', section: 'world', bodyText: 'One paragraph.' };
const created = await dateline.createArticle(fields);
if (created.status !== 201) throw new Error('The story was not created.');
const published = await dateline.publishArticle(created.data.id, created.data.etag);

const uploaded = await dateline.uploadMedia({ file: [picture()], fields: { creditLine: 'Jane Doe' } });
const upload = uploaded.status === 201 ? uploaded.data.data[0] : undefined;

const missing = await dateline.getArticle('no-such');
const refused = await dateline.createArticle({ ...fields, section: 'no-such' });

console.log(
  JSON.stringify({
    sections: [...new Set(sections)].sort(),
    limit,
    firstBlock,
    published: published.status === 200 && published.data.publication.state,
    upload: upload?.status,
    credit: upload?.media?.creditLine,
    missing: missing.status === 404 && missing.data.title,
    refused: refused.status === 422 && refused.data.errors?.[0]?.pointer,
  }),
);
