import type { Article } from '../../edition/show/schema.ts';
import type { Picture } from '../../library/pictures/records/schema.ts';

/** The pictures that stand in the text, in its order. */
export function picturesInText({ body = [] }: Article): Picture[] {
  return body.flatMap((block) => {
    if (block._type === 'image') return [block.picture];
    return block._type === 'gallery' ? block.items.map(({ picture }) => picture) : [];
  });
}

/** Every picture of a story, each once: the lead, those of the text, and those that only a placement has. */
export function everyPicture(story: Article): Picture[] {
  const { leadMedia, placements } = story;
  const all = [...(leadMedia ? [leadMedia] : []), ...picturesInText(story), ...placements];
  const seen = new Set<string>();
  return all.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** The fallback of a picture as JPEG, which every reader of feeds knows. */
export function jpegOf({ src }: Picture): string {
  return src.replace(/\.png$/, '.jpg');
}

/** Whether pages of the web may show a picture. */
export function isForWeb({ rights: { channels } = {} }: Picture): boolean {
  return channels === undefined || channels.includes('web');
}

/** Whether what cannot name countries may show a picture: on the web, and everywhere. */
export function isForAll(picture: Picture): boolean {
  return isForWeb(picture) && picture.rights?.territories === undefined;
}

/** A story with those of its pictures that an output may carry. */
export function withPictures(story: Article, mayCarry: (picture: Picture) => boolean): Article {
  if (everyPicture(story).every(mayCarry)) return story;
  const { leadMedia, placements, body, ...rest } = story;
  return {
    ...rest,
    ...(leadMedia && mayCarry(leadMedia) ? { leadMedia } : {}),
    placements: placements.filter(mayCarry),
    ...(body && { body: body.flatMap((block) => withImages(block, mayCarry)) }),
  };
}

type Block = NonNullable<Article['body']>[number];

function withImages(block: Block, mayCarry: (picture: Picture) => boolean): Block[] {
  if (block._type === 'image') return mayCarry(block.picture) ? [block] : [];
  if (block._type !== 'gallery') return [block];
  const items = block.items.filter(({ picture }) => mayCarry(picture));
  return items.length > 0 ? [{ ...block, items }] : [];
}
