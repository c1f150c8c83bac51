import { Api, type HttpResponse, type UploadForm } from './generated/Api';
import { picture } from './picture';

const [baseUrl = '', key = ''] = process.argv.slice(2);
const { v1 } = new Api({
  baseUrl,
  securityWorker: () => ({ headers: { authorization: `Bearer ${key}` } }),
});

const list = await v1.listArticles({ section: ['world', 'business'] });
const sections: (string | undefined)[] = list.data.data.map((story) => story.section?.slug);
const limit: number = list.data.page.limit;

const story = await v1.getArticle('japans-kishida-considers-joining-nato-summit-sources');
const firstBlock: string | undefined = story.data.body?.[0]?._type;

const fields = { headline: 'Sent by a generated client', section: 'world', bodyText: 'One paragraph.' };
const created = await v1.createArticle(fields);
// It knows no headers that an operation has for itself.
const published = await v1.publishArticle(created.data.id, {}, undefined, {
  headers: { 'if-match': created.data.etag },
});

// It writes several files of one name as JSON, and takes a form that is there already, which its types do not say.
const form = new FormData();
form.append('file', picture());
form.append('fields', JSON.stringify({ creditLine: 'Jane Doe' }));
const uploaded = await v1.uploadMedia(form as unknown as UploadForm);

const missing = await failure(v1.getArticle('no-such'));
const refused = await failure(v1.createArticle({ ...fields, section: 'no-such' }));

console.log(
  JSON.stringify({
    sections: [...new Set(sections)].sort(),
    limit,
    firstBlock,
    published: published.data.publication.state,
    upload: uploaded.data.data[0]?.status,
    credit: uploaded.data.data[0]?.media?.creditLine,
    missing: missing.title,
    refused: refused.errors?.[0]?.pointer,
  }),
);

/** Its clients throw what failed, and a `catch` has no type; statuses without a body are `void` to it. */
async function failure<E>(request: Promise<HttpResponse<unknown, E>>): Promise<Exclude<E, void>> {
  return request.then(
    () => Promise.reject(new Error('It did not fail.')),
    (response: HttpResponse<unknown, Exclude<E, void>>) => response.error,
  );
}
