/** Embeds from HTML, in the ways in which sites and editors write them. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import { cutText } from '../../../foundation/cut-text.ts';
import { isPrintable } from '../../../foundation/schemas/text.ts';
import { WebAddress } from '../../../foundation/schemas/wire.ts';
import { attributeOf, childrenOf, elementsOf, tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';
import { noteUnseen } from './html-wordless.ts';
import { classesOf } from './html-styles.ts';
import type { BlockIn, EmbedBlock } from '../schema.ts';
import { limits } from '../parts.ts';
import { onOneLine } from '../words.ts';

type EmbedIn = Omit<EmbedBlock, '_key'>;

/** Elements of AMP that name what they show by an id of its site. */
const amp = new Map<string, [attribute: string, address: string]>(
  Object.entries({
    'amp-dailymotion': ['data-videoid', 'https://www.dailymotion.com/video/'],
    'amp-facebook': ['data-href', ''],
    'amp-instagram': ['data-shortcode', 'https://www.instagram.com/p/'],
    'amp-tiktok': ['data-src', ''],
    'amp-twitter': ['data-tweetid', 'https://twitter.com/i/status/'],
    'amp-vimeo': ['data-videoid', 'https://vimeo.com/'],
    'amp-youtube': ['data-videoid', 'https://www.youtube.com/watch?v='],
  }),
);
/** Elements that show something of another address. */
const embedTags = new Set([
  ...['iframe', 'frame', 'video', 'audio', 'object', 'embed', 'amp-iframe', 'amp-video', 'amp-audio'],
  ...amp.keys(),
]);

/** Whether an element shows something of another address. */
export function isEmbed(node: HtmlNode): boolean {
  return embedTags.has(tagOf(node));
}

const lazy = ['src', 'data-src', 'data-lazy-src', 'data-original'];

/**
 * What such an element shows, when it is from the web. What stands in it is seen only where it names no address: then
 * `flow` reads it.
 */
export function embedOf(
  node: HtmlNode,
  { flow, note }: { flow: (nodes: HtmlNode[]) => BlockIn[]; note: TakeNote },
): BlockIn[] {
  const [attribute, start] = amp.get(tagOf(node)) ?? [];
  const id = attribute === undefined ? '' : (attributeOf(node, attribute) ?? '');
  const given = id === '' ? addressesIn(node) : [/^[\w-]+$/.test(id) ? `${start}${id}` : id];
  const url = given.map(webAddress).find((one) => one !== undefined);
  if (given.length === 0) {
    note({ name: 'embed-dropped', detail: `<${tagOf(node)}> names no address: the words in it are kept.` });
    return flow(childrenOf(node));
  }
  if (url === undefined)
    note({ name: 'embed-dropped', detail: `The address ${quoted(id || given[0]!)} cannot be embedded.` });
  noteUnseen(textOf(node), note);
  if (url === undefined) return [];
  const title = fitting(attributeOf(node, 'title') ?? attributeOf(node, 'aria-label'), limits.title, note);
  return [{ _type: 'embed', url, ...(title !== '' && { title }) }];
}

/** The address of a picture, also of one that a script loads late. */
export function pictureAddress(image: HtmlNode): string {
  return firstAddress(image, lazy) ?? (attributeOf(image, 'src') ?? '').trim();
}

/** The addresses that an element names, and the sources in it. */
function addressesIn(node: HtmlNode): string[] {
  const sources = ['source', 'embed', 'iframe'].flatMap((name) => elementsOf(node, name));
  return [node, ...sources].flatMap((one) =>
    [...lazy, 'data'].flatMap((name) => attributeOf(one, name)?.trim() || []),
  );
}

function firstAddress(node: HtmlNode, names: string[]): string | undefined {
  return names.map((name) => webAddress(attributeOf(node, name))).find((url) => url !== undefined);
}

/** An address of the web; one that leaves its scheme to the page is read as https. */
export function webAddress(address: string | undefined): string | undefined {
  const whole = address?.trim().replace(/^\/\/(?=[^/])/, 'https://');
  return WebAddress.safeParse(whole).data;
}

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

/** The text on one line, and not longer than a field may be. */
export function fitting(text: string | undefined, max: number, note: TakeNote): string {
  const whole = clean(text ?? '', note);
  const cut = cutText(whole, max);
  if (cut !== whole)
    note({
      name: 'text-cut',
      detail: `${quoted(whole)} is longer than ${max} characters: the rest is not kept.`,
    });
  return cut;
}

/** The text on one line. */
function clean(text: string, note: TakeNote): string {
  return onOneLine(cleanLine(text, note));
}

/** Text without control characters, which character references can hold. */
export function cleanLine(text: string, note: TakeNote): string {
  if (isPrintable(text)) return text;
  const kept = Array.from(text).filter(isPrintable).join('');
  note({ name: 'character-dropped', detail: `Control characters are not kept: those in ${quoted(kept)}.` });
  return kept;
}
