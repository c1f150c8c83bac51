import { Parser } from 'htmlparser2';
import { unwrapped } from './tree/html-tree.ts';
import { tooMany, withPlace } from './text-bounds.ts';

/** Limits far above any story, also one pasted from a word processor; more would keep the server busy for seconds. */
const most = {
  depth: 500,
  elements: 10_000,
  texts: 100_000,
  comments: 20_000,
  attributes: 40_000,
  classLength: 10_000,
  rules: 10_000,
  sheets: 500_000,
};

/**
 * Why this HTML is refused, and where the limit is reached; undefined when it is within the limits. Reads only the tags,
 * and stops when there are too many.
 */
export function refusalOfHtml(sent: string): string | undefined {
  const html = unwrapped(sent);
  const counts = { elements: 0, texts: 0, comments: 0, attributes: 0, rules: 0, sheets: 0 };
  let [depth, isStyle, refusal] = [0, false, undefined as string | undefined];
  function refuse(why: string): void {
    refusal ??= withPlace(why, html, parser.startIndex);
  }
  function count(name: keyof typeof counts, what: string, more = 1): void {
    counts[name] += more;
    if (counts[name] > most[name]) refuse(tooMany(most[name], what));
  }
  const parser = new Parser({
    onopentag(tag) {
      depth += 1;
      isStyle = tag === 'style';
      if (depth > most.depth) refuse(`must not nest elements more than ${most.depth} deep`);
      count('elements', 'elements');
    },
    onclosetag() {
      depth -= 1;
      isStyle = false;
    },
    // The parser emits each character reference as a text.
    ontext(text) {
      count('texts', 'pieces of text and character references');
      if (!isStyle) return;
      count('rules', 'rules in style sheets', text.split('}').length - 1);
      count('sheets', 'characters in style sheets', text.length);
    },
    oncomment: () => count('comments', 'comments'),
    onprocessinginstruction: () => count('comments', 'comments'),
    onattribute(name, { length }) {
      count('attributes', 'attributes');
      if (name === 'class' && length > most.classLength)
        refuse(`must not hold a class of more than ${most.classLength.toLocaleString('en')} characters`);
    },
  });
  // Checked every 4096 characters, so that it stops early.
  for (let at = 0; at < html.length && refusal === undefined; at += 4096)
    parser.write(html.slice(at, at + 4096));
  return refusal;
}
