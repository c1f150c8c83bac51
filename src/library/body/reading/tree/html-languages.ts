/** What elements of HTML say of their language and direction. Pure. */
import { canonicalLocale, directionOf, languageOf } from '../../../../foundation/language.ts';
import { quoted, type TakeNote } from '../../../notes.ts';
import { attributeOf, tagOf, textOf, walk, type HtmlNode } from './html-nodes.ts';

type Signs = [string, string, string, string];
// The marks of quotations and of quotations in them, where they are not those of English (Unicode CLDR).
const marksOf = new Map(
  Object.entries({
    ...{
      de: '„ “ ‚ ‘',
      cs: '„ “ ‚ ‘',
      pl: '„ ” « »',
      hu: '„ ” » «',
      nl: '‘ ’ “ ”',
      sv: '” ” ’ ’',
      fi: '” ” ’ ’',
    },
    ...{ fr: '«\u00a0 \u00a0» «\u00a0 \u00a0»', es: '« » “ ”', it: '« » “ ”', el: '« » “ ”', ru: '« » „ “' },
    ...{ uk: '« » „ “', ja: '「 」 『 』' },
  }),
);

/** The language that the words around an element are in: that of the story where nothing else is said. */
function languageAround({ parent }: HtmlNode, locale: string): string {
  return parent ? (said(parent) ?? languageAround(parent, locale)) : languageOf(locale);
}

const eastAsian = /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}]/u;

/**
 * The signs that a browser shows around an element: marks of quotation as in the words around it, of which `quotes` are open, and
 * brackets around the reading of a word.
 */
export function signsAround(node: HtmlNode, quotes: number, locale: string): [string, string] | [] {
  if (tagOf(node) === 'q') {
    const [open, close, openInner, closeInner] = (
      marksOf.get(languageAround(node, locale)) ?? '“ ” ‘ ’'
    ).split(' ') as Signs;
    return quotes % 2 === 0 ? [open, close] : [openInner, closeInner];
  }
  if (tagOf(node) !== 'rt' || textOf(node).trim() === '') return [];
  return eastAsian.test(textOf(node)) ? ['（', '）'] : ['(', ')'];
}

/** Notes words in another language or direction than that of the story: a story has one of each. */
export function noteLanguages(nodes: HtmlNode[], locale: string, note: TakeNote): void {
  function otherIn(node: HtmlNode): string | undefined {
    const [language, direction] = [said(node), attributeOf(node, 'dir')?.toLowerCase()];
    if (language !== undefined && language !== languageOf(locale)) return language;
    return direction === { ltr: 'rtl', rtl: 'ltr' }[directionOf(locale)] ? direction : undefined;
  }
  const others = nodes.flatMap((node) =>
    otherIn(node) === undefined
      ? walk(node, (one) => (otherIn(one) === undefined ? 'enter' : 'take'))
      : [node],
  );
  for (const node of others) {
    const words = textOf(node);
    const detail = `A story has one language and direction: that of ${quoted(words)} (${otherIn(node)}) is not kept.`;
    if (words.trim() !== '') note({ name: 'formattingDropped', detail });
  }
}

/** The language that an element says itself; undefined also for tags that name none. */
function said(node: HtmlNode): string | undefined {
  const tag = attributeOf(node, 'lang') ?? attributeOf(node, 'xml:lang') ?? '';
  return /^(?:$|x-|und|mul|zxx)/i.test(tag) ? undefined : languageOf(canonicalLocale(tag)).toLowerCase();
}
