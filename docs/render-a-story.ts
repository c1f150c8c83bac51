/** Prints a story as HTML: `npm run build`, then `node docs/render-a-story.ts <where Dateline is> <slug>` */
import { escapeHTML, toHTML } from '@portabletext/to-html';
import { createClient, type components } from 'dateline/client';

type Block = NonNullable<components['schemas']['Article']['body']>[number];
type Of<Type> = Extract<Block, { _type: Type }>;
type Image = Of<'image'>;

const [baseUrl = 'http://localhost:3000', article = ''] = process.argv.slice(2);
const dateline = createClient({ baseUrl });
const { data: story, error } = await dateline.GET('/v1/articles/{article}', {
  params: { path: { article } },
});
if (!story) throw new Error(error.detail);

function figure({ src, srcset, altText = '', caption = '', creditLine = '' }: Image['picture']): string {
  const words = `${escapeHTML(caption)}${creditLine && ` <small>${escapeHTML(creditLine)}</small>`}`;
  return `<figure><img src="${src}" srcset="${srcset}" alt="${escapeHTML(altText)}"><figcaption>${words}</figcaption></figure>`;
}
const types = {
  image: ({ value }: { value: Image }) => figure(value.picture),
  gallery: ({ value }: { value: Of<'gallery'> }) =>
    value.items.map(({ picture }) => figure(picture)).join(''),
  embed: ({ value }: { value: Of<'embed'> }) =>
    `<p><a href="${escapeHTML(value.url)}">${escapeHTML(value.title ?? value.url)}</a></p>`,
  table: ({ value }: { value: Of<'table'> }) =>
    `<table>${value.rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHTML(cell)}</td>`).join('')}</tr>`).join('')}</table>`,
  note: ({ value }: { value: Of<'note'> }) => `<aside>${escapeHTML(value.text)}</aside>`,
} satisfies Record<Exclude<Block['_type'], 'block'>, unknown>;
const marks = {
  articleLink: ({ children, value }: { children: string; value?: components['schemas']['ArticleLink'] }) =>
    `<a href="${escapeHTML(value?.href ?? '')}">${children}</a>`,
};
const lead = story.leadMedia ? figure(story.leadMedia) : '';
const text = toHTML(story.body ?? [], { components: { types, marks } });
console.log(`<article lang="${story.locale}"><h1>${escapeHTML(story.headline)}</h1>${lead}${text}</article>`);
