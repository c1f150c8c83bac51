/** Addresses of pictures in HTML. Pure. */
import { childrenOf, attributeOf, mediaIn, tagOf, type HtmlNode } from './html-nodes.ts';
import { firstAddress, lazy, webAddress } from './html-embeds.ts';

/** The address of a picture, also of one that a script loads late, or that is there in several sizes. */
export function pictureAddress(image: HtmlNode): string {
  const src = (attributeOf(image, 'src') ?? '').trim();
  if (mediaIn(src)) return src;
  return firstAddress(image, lazy) ?? largestOf(image) ?? src;
}

/** The largest of the sizes that the picture says, or the sources beside it. */
function largestOf(image: HtmlNode): string | undefined {
  const { parent } = image;
  const sources = parent && tagOf(parent) === 'picture' ? childrenOf(parent) : [];
  return [image, ...sources]
    .flatMap((node) =>
      ['srcset', 'data-srcset', 'data-lazy-srcset'].flatMap((name) => sizesIn(attributeOf(node, name))),
    )
    .toSorted((a, b) => b.size - a.size)[0]?.url;
}

/** The candidates of a `srcset`; one without a size is as large as it stands. */
function sizesIn(srcset = ''): { url: string; size: number }[] {
  return srcset.split(/,\s+|(?<=\d[wx]),/).flatMap((candidate) => {
    const [named, size = '1'] = candidate.trim().split(/\s+/);
    const url = webAddress(named?.replace(/,+$/, ''));
    return url === undefined ? [] : [{ url, size: Number.parseFloat(size) }];
  });
}
