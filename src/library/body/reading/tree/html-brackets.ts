/** Words in pointed brackets, as in `<name withheld>`, which are no elements of HTML. Pure. */
import { Parser } from 'htmlparser2';
import { quoted, type TakeNote } from '../../../notes.ts';
import { withEnds } from './html-unclosed.ts';

/** All names of HTML, also those that it has given up. */
const known = new Set(
  [
    'html head body title base link meta style script noscript template slot article section nav aside h1 h2 h3 h4 h5 h6',
    'hgroup header footer address p hr pre blockquote ol ul menu li dl dt dd figure figcaption main search div a em strong',
    'small s cite q dfn abbr ruby rb rt rtc rp data time code var samp kbd sub sup i b u mark bdi bdo span br wbr ins del',
    'picture source img iframe embed object param video audio track map area table caption colgroup col tbody thead tfoot',
    'tr td th form label input button select selectedcontent datalist optgroup option textarea output progress meter',
    'fieldset legend details summary dialog canvas svg math acronym applet basefont bgsound big blink center command',
    'content dir element font frame frameset image isindex keygen listing marquee menuitem multicol nextid nobr noembed',
    'noframes plaintext shadow spacer strike tt xmp xml',
  ].flatMap((names) => names.split(' ')),
);
// What stands in these has names of its own, and no words for readers.
const others = new Set(['svg', 'math', 'xml', 'template']);

/**
 * HTML with the tags whose name no element has as text. A dash makes an element of a site's own, a colon one of XML.
 * What is never closed and takes the rest is told to `note`.
 */
export function withWordsInBrackets(sent: string, note: TakeNote): string {
  const html = withEnds(sent);
  const parts: string[] = [];
  let [end, read, opened, inOthers] = [0, 0, 0, 0];
  function readOn(): void {
    read = parser.endIndex + 1;
  }
  function keepTag(name: string): void {
    if (inOthers > 0 || known.has(name) || /[-:]/.test(name)) return;
    const { startIndex, endIndex } = parser;
    if (startIndex < end || html[startIndex] !== '<') return;
    // A bracket that was never closed runs to the end of the next tag.
    const tag = html.slice(startIndex, endIndex + 1);
    const [words = ''] = /^<[^]*?(?=<\/[a-z][a-z\d]*>$|$)/i.exec(tag) ?? [];
    parts.push(html.slice(end, startIndex), words.replaceAll('<', '&lt;'));
    end = startIndex + words.length;
  }
  const parser = new Parser({
    onopentag(name) {
      readOn();
      opened = read;
      keepTag(name);
      if (others.has(name)) inOthers += 1;
    },
    onclosetag(name, isImplied) {
      if (others.has(name)) inOthers -= 1;
      if (!isImplied) {
        readOn();
        keepTag(name);
      } else if (inOthers === 0 && /^(?:style|script)$/.test(name))
        noteUnclosed(name, html.slice(opened), note);
    },
    ontext: readOn,
    oncomment: readOn,
    onprocessinginstruction: readOn,
  });
  parser.end(html);
  const [kept, rest] = [html.slice(end, read), html.slice(Math.max(end, read))];
  return [...parts, kept, rest.replaceAll('<', '&lt;')].join('');
}

function noteUnclosed(name: string, rest: string, note: TakeNote): void {
  const detail = `<${name}> is never closed: what follows it is not text, ${quoted(rest)}.`;
  if (rest.trim() !== '') note({ name: 'elementDropped', detail });
}
