import { Parser } from 'htmlparser2';

/** Limits far above any story; more would keep the server busy for seconds. */
const most = { depth: 500, elements: 5000, texts: 20_000, attributes: 10_000, classLength: 10_000 };

/**
 * Why this HTML is refused; undefined when it is within the limits. Reads only the tags, and stops when there are too
 * many.
 */
export function refusalOfHtml(html: string): string | undefined {
  const counts = { depth: 0, elements: 0, texts: 0, attributes: 0, classLength: 0 };
  const parser = new Parser({
    onopentag() {
      counts.depth += 1;
      counts.elements += 1;
    },
    onclosetag() {
      counts.depth -= 1;
    },
    // The parser emits each character reference as a text.
    ontext() {
      counts.texts += 1;
    },
    oncomment() {
      counts.texts += 1;
    },
    onprocessinginstruction() {
      counts.texts += 1;
    },
    onattribute(name, value) {
      counts.attributes += 1;
      if (name === 'class') counts.classLength = Math.max(counts.classLength, value.length);
    },
  });
  // Checked every 4096 characters, so that it stops early.
  for (let at = 0; at < html.length; at += 4096) {
    parser.write(html.slice(at, at + 4096));
    if (counts.depth > most.depth) return `must not nest elements more than ${most.depth} deep`;
    if (counts.elements > most.elements) return `must not hold more than ${said(most.elements)} elements`;
    if (counts.texts > most.texts)
      return `must not hold more than ${said(most.texts)} pieces of text, comments and character references`;
    if (counts.attributes > most.attributes)
      return `must not hold more than ${said(most.attributes)} attributes`;
    if (counts.classLength > most.classLength)
      return `must not hold a class of more than ${said(most.classLength)} characters`;
  }
  return undefined;
}

function said(count: number): string {
  return count.toLocaleString('en');
}
