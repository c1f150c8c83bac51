/** Embeds from HTML, in the ways in which sites and editors write them. Pure. */
import { parseDocument } from 'htmlparser2';
import { quoted, type TakeNote } from '../../../notes.ts';
import { cutText } from '../../../../foundation/cut-text.ts';
import { isPrintable } from '../../../../foundation/schemas/text.ts';
import { WebAddress } from '../../../../foundation/schemas/wire.ts';
import {
  attributeOf,
  blockTags,
  childrenOf,
  dataOf,
  elementsOf,
  isText,
  tagOf,
  textOf,
  type HtmlNode,
} from './html-nodes.ts';
import { noteUnseen } from './html-wordless.ts';
import { classesOf } from './html-styles.ts';
import type { BlockIn, EmbedBlock } from '../../schema.ts';
import { limits } from '../../parts.ts';
import { onOneLine } from '../../words.ts';

export type EmbedIn = Omit<EmbedBlock, '_key'>;

/** Elements that name what they show by an id of its site, by their tags or classes. */
const byId = new Map<string, [attribute: string, address: string]>(
  Object.entries({
    'amp-dailymotion': ['data-videoid', 'https://www.dailymotion.com/video/'],
    'amp-instagram': ['data-shortcode', 'https://www.instagram.com/p/'],
    'amp-soundcloud': [
      'data-trackid',
      'https://w.soundcloud.com/player/?url=https://api.soundcloud.com/tracks/',
    ],
    'amp-twitter': ['data-tweetid', 'https://twitter.com/i/status/'],
    'amp-vimeo': ['data-videoid', 'https://vimeo.com/'],
    'amp-youtube': ['data-videoid', 'https://www.youtube.com/watch?v='],
    'lite-vimeo': ['videoid', 'https://vimeo.com/'],
    'lite-youtube': ['videoid', 'https://www.youtube.com/watch?v='],
    'flourish-embed': ['data-src', 'https://public.flourish.studio/'],
    'infogram-embed': ['data-id', 'https://infogram.com/'],
  }),
);
const frames = new Set([
  ...['iframe', 'frame', 'video', 'audio', 'object', 'embed', 'amp-iframe', 'amp-video', 'amp-audio'],
  ...['amp-facebook', 'amp-pinterest', 'amp-reddit', 'amp-tiktok'],
]);
const pictures = new Set(['img', 'amp-img', 'source', 'a', 'input']);
const button = /(?:^|[-_])(?:share|sharing|like|follow|save|send|toolbox)/;
const addressed = ['data-href', 'data-src', 'data-url'];

/** Whether an element shows something of another address: by its name, or as an empty box that a script fills. */
export function isEmbed(node: HtmlNode): boolean {
  if (frames.has(tagOf(node)) || siteOf(node)) return true;
  if (!isEmptyBox(node)) return false;
  return blockTags.has(tagOf(node)) || firstAddress(node, [...lazy, ...addressed]) !== undefined;
}

/** Whether an element without words is one of a site's own, or has an address for a script. */
export function isEmptyBox(node: HtmlNode): boolean {
  return isNamed(node) && childrenOf(node).every((child) => isBlank(child));
}

function siteOf(node: HtmlNode): [attribute: string, address: string] | undefined {
  return [tagOf(node), ...classesOf(node)].map((name) => byId.get(name)).find((site) => site !== undefined);
}

function isNamed(node: HtmlNode): boolean {
  if (pictures.has(tagOf(node))) return false;
  if (tagOf(node).includes('-') || classesOf(node).some((name) => /-embed$/.test(name))) return true;
  return addressed.some((name) => attributeOf(node, name) !== undefined);
}

function isBlank(node: HtmlNode, depth = 0): boolean {
  if (isText(node)) return dataOf(node).trim() === '';
  if (pictures.has(tagOf(node)) || frames.has(tagOf(node)) || isNamed(node)) return false;
  return depth < 10 && childrenOf(node).every((child) => isBlank(child, depth + 1));
}

/** Where elements say an address, also for a script that loads late. */
export const lazy = ['src', 'data-src', 'data-lazy-src', 'data-original'];

/**
 * What such an element shows, when it is from the web. What stands in it is seen only where it names no address: then
 * `flow` reads it.
 */
export function embedOf(
  node: HtmlNode,
  { flow, note }: { flow: (nodes: HtmlNode[]) => BlockIn[]; note: TakeNote },
): BlockIn[] {
  const [attribute, start] = siteOf(node) ?? [];
  const id = attribute === undefined ? '' : (attributeOf(node, attribute) ?? '');
  const given = id === '' ? addressesIn(node) : [/^[\w/-]+$/.test(id) ? `${start}${id}` : id];
  const url = given.map(webAddress).find((one) => one !== undefined);
  const page = attributeOf(node, 'srcdoc');
  if (given.length === 0 && page !== undefined) {
    const words = textOf(parseDocument(page));
    note({ name: 'embedDropped', detail: `A page within the page is not kept: ${quoted(words)}.` });
    return [];
  }
  if (given.length === 0) {
    noteNoAddress(node, note);
    return flow(childrenOf(node));
  }
  if (url === undefined)
    note({ name: 'embedDropped', detail: `The address ${quoted(id || given[0]!)} cannot be embedded.` });
  noteUnseen(textOf(node), note);
  if (url !== undefined && classesOf(node).some((name) => button.test(name))) {
    note({
      name: 'elementDropped',
      detail: `A story cannot show a button of another site: ${quoted(url)}.`,
    });
    return [];
  }
  if (url === undefined) return [];
  const title = fitting(attributeOf(node, 'title') ?? attributeOf(node, 'aria-label'), limits.title, note);
  return [{ _type: 'embed', url, ...(title !== '' && { title }) }];
}

/** Notes an element that names no address, with what it says instead. */
export function noteNoAddress(node: HtmlNode, note: TakeNote): void {
  const { attribs = {} } = 'attribs' in node ? node : {};
  const told = Object.entries(attribs)
    .filter(([name]) => !/^(?:class|style|width|height|layout)$/.test(name))
    .map(([name, value]) => `${name}=${value}`);
  const isEmpty = textOf(node).trim() === '';
  const rest = isEmpty
    ? told.length === 0
      ? ''
      : `: ${quoted(told.join(' '))}`
    : ': the words in it are kept';
  note({ name: 'embedDropped', detail: `<${tagOf(node)}> names no address${rest}.` });
}

/** The addresses that an element names, and the sources in it. */
function addressesIn(node: HtmlNode): string[] {
  const sources = ['source', 'embed', 'iframe'].flatMap((name) => elementsOf(node, name));
  return [node, ...sources].flatMap((one) =>
    [...lazy, 'data', ...addressed].flatMap((name) => attributeOf(one, name)?.trim() || []),
  );
}

/** The first address of the web among those of an element. */
export function firstAddress(node: HtmlNode, names: string[]): string | undefined {
  return names.map((name) => webAddress(attributeOf(node, name))).find((url) => url !== undefined);
}

/** An address of the web; one that leaves its scheme to the page is read as https. */
export function webAddress(address: string | undefined): string | undefined {
  const whole = address?.trim().replace(/^\/\/(?=[^/])/, 'https://');
  return WebAddress.safeParse(whole).data;
}

/** The text on one line, and not longer than a field may be. */
export function fitting(text: string | undefined, max: number, note: TakeNote): string {
  const whole = clean(text ?? '', note);
  const cut = cutText(whole, max);
  if (cut !== whole)
    note({
      name: 'textCut',
      detail: `${quoted(whole)} is longer than ${max} characters: the rest is not kept.`,
    });
  return cut;
}

/** The text on one line. */
export function clean(text: string, note: TakeNote): string {
  return onOneLine(cleanLine(text, note));
}

/** Text without control characters, which character references can hold. */
export function cleanLine(text: string, note: TakeNote): string {
  if (text.includes('\uFFFD'))
    note({
      name: 'characterDropped',
      detail: `A character could not be read, and U+FFFD stands in its place: ${quoted(text)}.`,
    });
  if (isPrintable(text)) return text;
  const kept = Array.from(text).filter(isPrintable).join('');
  note({ name: 'characterDropped', detail: `Control characters are not kept: those in ${quoted(kept)}.` });
  return kept;
}
