import { ok } from '@oazapfts/runtime';
import * as dateline from './generated/dateline';
import { picture } from './picture';

const [baseUrl = '', key = ''] = process.argv.slice(2);
dateline.defaults.baseUrl = baseUrl;
dateline.defaults.headers = { authorization: `Bearer ${key}` };

// Beside the answer for all other statuses, `status` alone does not find the good one: `ok` does.
const { data, page } = await ok(dateline.listArticles({ section: ['world', 'business'] }));
const sections: (string | undefined)[] = data.map((story) => story.section?.slug);
const limit: number = page.limit;

const story = await ok(dateline.getArticle('japans-kishida-considers-joining-nato-summit-sources'));
const firstBlock: string | undefined = story.body?.[0]?._type;

const fields = { headline: 'Sent by a generated client', section: 'world', bodyText: 'One paragraph.' };
const created = await ok(dateline.createArticle(fields));
const published = await ok(dateline.publishArticle(created.id, created.etag));

const [upload] = (await ok(dateline.uploadMedia({ file: [picture()], fields: { creditLine: 'Jane Doe' } })))
  .data;

const missing = await dateline.getArticle('no-such');
const refused = await dateline.createArticle({ ...fields, section: 'no-such' });

console.log(
  JSON.stringify({
    sections: [...new Set(sections)].sort(),
    limit,
    firstBlock,
    published: published.publication.state,
    upload: upload?.status,
    credit: upload?.media?.creditLine,
    missing: missing.status === 404 && missing.data.title,
    refused: refused.status === 422 && refused.data.errors?.[0]?.pointer,
  }),
);
