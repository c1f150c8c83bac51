import { Parser } from 'htmlparser2';

/** Far more than any story has; what is beyond would keep the server busy for minutes. */
const most = { depth: 500, elements: 20_000 };

/** Why HTML is not read; nothing when it may be. Looks at the tags alone, and stops soon after there are too many. */
export function refusalOfHtml(html: string): string | undefined {
  let [depth, elements] = [0, 0];
  const parser = new Parser({
    onopentag() {
      depth += 1;
      elements += 1;
    },
    onclosetag() {
      depth -= 1;
    },
  });
  // In pieces: each piece can hold only so many more.
  for (let at = 0; at < html.length; at += 4096) {
    parser.write(html.slice(at, at + 4096));
    if (depth > most.depth) return `must not nest elements more than ${most.depth} deep`;
    if (elements > most.elements)
      return `must not hold more than ${most.elements.toLocaleString('en')} elements`;
  }
  return undefined;
}
