import { fromHtml } from '../../../../library/body/reading/from-html.ts';
import { refusalOfHtml } from '../../../../library/body/reading/html-bounds.ts';
import { plainText } from '../../../../library/body/references.ts';
import { addNote, newFragment, setField, type Fragment } from './fragment.ts';
import { fromOurHtml, isHtmlType, looksLikeHtml } from './html.ts';
import type { NinjsItem, NinjsWords } from './schema.ts';

type Form = 'bodyHtml' | 'bodyMarkdown' | 'bodyText';
const best: Form[] = ['bodyHtml', 'bodyMarkdown', 'bodyText'];
/** The roles of the text itself, some of which name its form; others are of a teaser, a sidebar and the like. */
const mainRoles = new Set(['', 'main', 'text', 'plain', 'richtext', 'html', 'xhtml', 'markdown']);

/** The main text of the item in its richest form, and its first words. HTML within the limits is parsed into blocks. */
export function bodyOf(
  { bodies = [] }: NinjsItem,
  { isOurs, locale }: { isOurs: boolean; locale: string | undefined },
): Fragment & { text: string } {
  const fragment = newFragment();
  const all = bodies.map((words, index) => ({ words, index, form: formOf(words) }));
  const filled = all.filter(({ words }) => words.value.trim() !== '');
  const main = filled.filter(({ words: { role } }) => mainRoles.has(role?.toLowerCase() ?? ''));
  const chosen = [main, filled]
    .flatMap((among) => best.flatMap((form) => among.filter((one) => one.form === form)))
    .at(0);
  if (!chosen) {
    addNote(fragment, 'textMissing', 'It has no text.', bodies.length > 0 ? '/bodies' : '');
    return { ...fragment, text: '' };
  }
  const { words, form, index } = chosen;
  const others = filled.filter(
    (one) => one.form === form && one !== chosen && one.words.value !== words.value,
  );
  if (others.length > 0)
    addNote(
      fragment,
      'fieldDropped',
      `A story has one text: that in the role "${words.role ?? ''}" is taken, not ${others.map((one) => `"${one.words.role ?? ''}"`).join(', ')}.`,
      others.length === 1 ? `/bodies/${others[0]!.index}` : '/bodies',
    );
  const place = `/bodies/${index}/value`;
  if (form !== 'bodyHtml' || refusalOfHtml(words.value) !== undefined) {
    setField(fragment, form, words.value, place);
    if (form !== 'bodyHtml')
      noteOtherWords(
        fragment,
        words.value,
        filled.filter((one) => one.form !== form && !main.includes(one)),
      );
    return { ...fragment, text: form === 'bodyHtml' ? '' : words.value };
  }
  const body = (isOurs ? fromOurHtml : fromHtml)(
    words.value,
    ({ name, detail }) => addNote(fragment, name, detail, place),
    locale,
  );
  setField(fragment, 'body', body, place);
  if (isOurs && words.value.includes('<figure><figure>'))
    addNote(fragment, 'formattingDropped', 'A gallery in the text has become single pictures.', place);
  if (!isOurs)
    noteOtherWords(
      fragment,
      plainText(body),
      filled.filter((one) => one.form !== form),
    );
  return { ...fragment, text: plainText(body.slice(0, 3)) };
}

/** Other forms of a text say the same in most items, and in some more. */
function noteOtherWords(
  fragment: Fragment,
  text: string,
  others: { words: NinjsWords; index: number; form: Form }[],
): void {
  for (const { words, index, form } of others) {
    const isReadable = form === 'bodyHtml' && refusalOfHtml(words.value) === undefined;
    const said = isReadable ? plainText(fromHtml(words.value, () => {})) : words.value;
    if (onlyLetters(said) === onlyLetters(text)) continue;
    const detail = `The text in the role "${words.role ?? ''}" has other words than the one that is taken, and is not kept.`;
    addNote(fragment, 'fieldDropped', detail, `/bodies/${index}`);
  }
}

function onlyLetters(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function formOf({ value, contentType }: NinjsWords): Form {
  if (isHtmlType(contentType)) return 'bodyHtml';
  if (/^text\/(x-)?markdown\b/i.test(contentType ?? '')) return 'bodyMarkdown';
  // Sources send wrong content types, so everything but text/plain is checked for HTML.
  return !/^text\/plain\b/i.test(contentType ?? '') && looksLikeHtml(value) ? 'bodyHtml' : 'bodyText';
}
