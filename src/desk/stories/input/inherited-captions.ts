import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { withKeys } from '../../../library/body/keys.ts';
import type { BlockIn, Body, ImageBlock } from '../../../library/body/schema.ts';
import { onOneLine } from '../../../library/body/words.ts';
import { storyWords } from '../../../library/pictures/records/words.ts';
import type { MediaItem } from '../../../library/pictures/rows/store.ts';

type Locales = { locale: string; defaultLocale: string };

/**
 * Removes captions from the body that equal those of the pictures. HTML and Markdown of our own contain these and the
 * credit, and sending them back must not make them captions of the story.
 */
export function withoutInheritedCaptions(
  body: Body,
  pictures: ReadonlyMap<string, MediaItem>,
  locales: Locales,
): Body {
  function without(image: ImageBlock): ImageBlock {
    const item = pictures.get(image.media);
    return item ? imageWithout(image, item, locales) : image;
  }
  return withKeys(
    body.map((block): BlockIn => {
      if (block._type === 'image') return without(block);
      return block._type === 'gallery' ? { ...block, items: block.items.map(without) } : block;
    }),
  );
}

function imageWithout(image: ImageBlock, item: MediaItem, { locale, defaultLocale }: Locales): ImageBlock {
  const own = storyWords(item, { locale }, { defaultLocale });
  const credit = item.creditLine === null ? '' : `(${onOneLine(item.creditLine)})`;
  const said = image.caption?.trim() ?? '';
  const caption = credit !== '' && said.endsWith(credit) ? said.slice(0, -credit.length).trim() : said;
  return omitAbsent({
    ...image,
    caption: caption === '' || onOneLine(caption) === onOneLine(own.caption ?? '') ? undefined : caption,
    altText: image.altText === onOneLine(own.altText ?? '') ? undefined : image.altText,
  });
}
