/** The inline content of HTML: runs of text with their marks, and pictures. Pure. */
import { quoted, type TakeNote } from '../../notes.ts';
import { isSafeAddress, limits } from '../parts.ts';
import type { Part } from './blocks.ts';
import { cleanLine, fitting, isEmptyBox, noteNoAddress } from './tree/html-embeds.ts';
import { pictureAddress } from './tree/html-pictures.ts';
import { boxOf } from './tree/html-lists.ts';
import { signsAround } from './tree/html-languages.ts';
import { marksIn, nameOf, noteLinkAround, type Marking } from './html-marks.ts';
import { classesOf } from './tree/html-styles.ts';
import { shownLines } from './tree/html-spaces.ts';
import {
  attributeOf,
  childrenOf,
  dataOf,
  isText,
  mediaIn,
  tagOf,
  textOf,
  type HtmlNode,
} from './tree/html-nodes.ts';

type Raw = Part & { isBreak?: true };
/** `quotes` counts the quotations that are open. */
export type LinePlace = {
  marks: string[];
  depth: number;
  quotes: number;
  isHeading: boolean;
};

/** Deeper structure is ignored, and only the text is read. */
export const deepest = 100;

/** The parts of inline nodes that stand next to each other, with white space as a browser shows it. */
export function lineOf(nodes: HtmlNode[], place: LinePlace, reading: Marking): Part[] {
  return collapsed(nodes.flatMap((node) => inline(node, place, reading)));
}

function inline(node: HtmlNode, place: LinePlace, reading: Marking): Raw[] {
  if (isText(node)) return textParts(node, place, reading.note);
  const tag = tagOf(node);
  const box = boxOf(node);
  if (box !== undefined) return [{ text: box, marks: place.marks }];
  if (tag === '') return [];
  if (tag === 'br') return [lineBreak(place)];
  if (tag === 'img' || tag === 'amp-img') return imageOf(node, place, reading);
  if (isEmptyBox(node)) noteNoAddress(node, reading.note);
  if (place.depth > deepest) return [{ text: cleanLine(textOf(node), reading.note), marks: place.marks }];
  const marks = marksIn(node, place, reading);
  const quotes = tag === 'q' ? place.quotes + 1 : place.quotes;
  const inside = childrenOf(node).flatMap((child) =>
    inline(child, { ...place, marks, quotes, depth: place.depth + 1 }, reading),
  );
  const [before, after] = signsAround(node, place.quotes, reading.locale);
  return [...signs(before, marks), ...inside, ...signs(after, marks)];
}

function signs(text: string | undefined, marks: string[]): Raw[] {
  return text === undefined ? [] : [{ text, marks }];
}

/** The words of a text, in lines where white space is shown as it is written. */
function textParts(node: HtmlNode, place: LinePlace, note: TakeNote): Raw[] {
  return shownLines(node, cleanLine(dataOf(node), note)).flatMap((text, index) => [
    ...(index === 0 ? [] : [lineBreak(place)]),
    { text, marks: place.marks },
  ]);
}

function lineBreak({ marks }: LinePlace): Raw {
  return { text: '\n', marks, isBreak: true };
}

/**
 * A picture from elsewhere becomes its alt text, or its title, with a link to it, apart from the words beside it; one that stands for a
 * character, that character; one of a single dot, which counts readers, nothing.
 */
function imageOf(node: HtmlNode, { marks }: LinePlace, reading: Marking): Raw[] {
  const { links, note } = reading;
  const src = pictureAddress(node);
  const alt = fitting(attributeOf(node, 'alt'), limits.altText, note);
  const title = fitting(attributeOf(node, 'title'), limits.caption, note);
  const media = mediaIn(src);
  if (media) {
    noteLinkAround('A picture', marks, reading);
    return [{ media, alt, title }];
  }
  if (['width', 'height'].every((name) => /^[01](?:px)?$/.test(attributeOf(node, name) ?? ''))) return [];
  if (classesOf(node).some((name) => /^(?:wp-)?(?:emoji|smiley)$/.test(name)))
    return [{ text: alt || title, marks }];
  note({
    name: 'pictureDropped',
    detail: `The picture ${quoted(src.startsWith('data:') ? alt : src || alt)} is not here: upload it, if you may show it.`,
  });
  const words = alt || title;
  if (title !== '' && title !== words)
    note({
      name: 'pictureDropped',
      detail: `The title of the picture ${quoted(words)} is not kept: ${quoted(title)}.`,
    });
  const outer = marks.filter((name) => !links.has(name));
  const space = { text: ' ', marks: outer };
  if (!isSafeAddress(src) && words !== '') return [space, { text: words, marks }, space];
  noteLinkAround('A picture', marks, reading, src);
  if (!isSafeAddress(src)) return [];
  return [space, { text: words || src, marks: [...outer, nameOf(src, links)] }, space];
}

/**
 * Runs of white space become one space, also across the parts of a line, and none stands beside a line break
 * (CSS Text 3 §4.1.1). A space that does not break is kept.
 */
function collapsed(parts: Raw[]): Part[] {
  let before = ' ';
  return parts.flatMap((part) => {
    if ('media' in part) {
      before = '';
      return part;
    }
    const { isBreak, text, ...run } = part;
    const shown = isBreak ? '\n' : text.replace(/[ \t\r\n\f]+/g, ' ');
    const kept = /\s/.test(before) && shown.startsWith(' ') ? shown.slice(1) : shown;
    if (kept === '') return [];
    before = kept.at(-1)!;
    return { ...run, text: kept };
  });
}
