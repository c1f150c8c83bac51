/** Prints a story as HTML: `npm run build`, then `node docs/render-a-story.ts <where Dateline is> <slug>` */
import { escapeHTML, toHTML } from '@portabletext/to-html';
import { createClient, type components } from 'dateline/client';

type Block = NonNullable<components['schemas']['Article']['body']>[number];
type Image = Extract<Block, { _type: 'image' }>;

const [baseUrl = 'http://localhost:3000', article = ''] = process.argv.slice(2);
const dateline = createClient({ baseUrl });
const { data: story, error } = await dateline.GET('/v1/articles/{article}', {
  params: { path: { article } },
});
if (!story) throw new Error(error.detail);

function image({ value: { picture } }: { value: Image }): string {
  const { src, srcset, altText = '', caption = '' } = picture;
  return `<figure><img src="${src}" srcset="${srcset}" alt="${escapeHTML(altText)}"><figcaption>${escapeHTML(caption)}</figcaption></figure>`;
}
const lead = story.leadMedia
  ? image({ value: { _type: 'image', _key: '', media: '', picture: story.leadMedia } })
  : '';
const text = toHTML(story.body ?? [], { components: { types: { image } } });
console.log(`<article lang="${story.locale}"><h1>${escapeHTML(story.headline)}</h1>${lead}${text}</article>`);
