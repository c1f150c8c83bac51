import type { Article } from '../../edition/show/schema.ts';
import type { Picture } from '../../library/pictures/records/schema.ts';

/** The pictures that stand in the text, in its order. */
export function picturesInText({ body = [] }: Article): Picture[] {
  return body.flatMap((block) => {
    if (block._type === 'image') return [block.picture];
    return block._type === 'gallery' ? block.items.map(({ picture }) => picture) : [];
  });
}

/** Every picture of a story, the lead first, each once. */
export function everyPicture(story: Article): Picture[] {
  const { leadMedia, placements } = story;
  const all = [...(leadMedia ? [leadMedia] : []), ...placements, ...picturesInText(story)];
  // Of a repeated picture, the first use counts.
  return [...new Map(all.toReversed().map((picture) => [picture.id, picture])).values()].toReversed();
}
