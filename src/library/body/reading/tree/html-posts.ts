/** Posts of other sites in HTML, and addresses that stand for what they show. Pure. */
import type { TakeNote } from '../../../notes.ts';
import { cutText } from '../../../../foundation/cut-text.ts';
import { limits } from '../../parts.ts';
import { clean, firstAddress, isEmbed, webAddress, type EmbedIn } from './html-embeds.ts';
import { attributeOf, elementsOf, tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';
import { classesOf } from './html-styles.ts';

/** Posts that sites give as a quote or an empty box, which a script of theirs replaces. */
const posts = new Map(
  Object.entries({
    'twitter-tweet': 'twitter',
    'twitter-video': 'twitter',
    'instagram-media': 'instagram',
    'tiktok-embed': 'tiktok',
    'bluesky-embed': 'bluesky',
    'text-post-media': 'threads',
    'reddit-embed-bq': 'reddit',
    'fb-post': 'facebook',
    'fb-video': 'facebook',
    'fb-comment-embed': 'facebook',
    'tumblr-post': 'tumblr',
  }),
);
const permalinks = ['cite', 'data-instgrm-permalink', 'data-text-post-permalink', 'data-href'];

/** Such a post; undefined for other elements, and where it names no address. */
export function postOf(node: HtmlNode): EmbedIn | undefined {
  const provider = providerOf(node);
  if (provider === undefined) return undefined;
  const url =
    firstAddress(node, permalinks) ??
    elementsOf(node, 'a')
      .map((link) => firstAddress(link, ['href']))
      .findLast((address) => address !== undefined);
  return url === undefined ? undefined : { _type: 'embed', url, provider };
}

function providerOf(node: HtmlNode): string | undefined {
  return classesOf(node)
    .map((name) => posts.get(name))
    .find((provider) => provider !== undefined);
}

/** The embed that a link, or an address as text, stands for in a figure. */
export function embedInFigure(figure: HtmlNode, shown: HtmlNode[], note: TakeNote): EmbedIn | undefined {
  const [only] = shown;
  const isMore =
    walk(figure, (node) => (isEmbed(node) || tagOf(node) === 'img' ? 'take' : 'enter')).length > 0;
  if (!only || shown.length > 1 || isMore) return undefined;
  const isLink = tagOf(only) === 'a';
  const words = clean(textOf(only), note);
  const url = isLink
    ? webAddress(attributeOf(only, 'href'))
    : /^(?:https?:)?\/\/\S+$/i.test(words)
      ? webAddress(words)
      : undefined;
  if (url === undefined) return undefined;
  const provider = cutText(
    clean(attributeOf(figure, 'data-provider') ?? providerInClass(figure) ?? '', note),
    60,
  );
  const title = isLink ? cutText(words, limits.title) : '';
  return {
    _type: 'embed',
    url,
    ...(provider !== '' && { provider }),
    ...(title !== '' && title !== url && { title }),
  };
}

/** WordPress names the site in a class. */
function providerInClass(figure: HtmlNode): string | undefined {
  return classesOf(figure)
    .map((name) => /^is-provider-(.+)$/.exec(name)?.[1])
    .find((provider) => provider !== undefined);
}
