import { fromHtml } from '../../../../library/body/reading/from-html.ts';
import { refusalOfHtml } from '../../../../library/body/reading/html-bounds.ts';
import { plainText } from '../../../../library/body/references.ts';
import { newFragment, setField, type Fragment } from './fragment.ts';
import { fromOurHtml, isHtmlType, looksLikeHtml } from './html.ts';
import type { NinjsItem, NinjsWords } from './schema.ts';

type Form = 'bodyHtml' | 'bodyMarkdown' | 'bodyText';
const best: Form[] = ['bodyHtml', 'bodyMarkdown', 'bodyText'];

/** The text in the richest form of the item, and its first words. HTML within the limits is parsed into blocks. */
export function bodyOf(
  { bodies = [] }: NinjsItem,
  { isOurs }: { isOurs: boolean },
): Fragment & { text: string } {
  const fragment = newFragment();
  const all = bodies.map((words, index) => ({ words, index, form: formOf(words) }));
  const filled = all.filter(({ words }) => words.value.trim() !== '');
  const chosen = best.flatMap((form) => filled.filter((one) => one.form === form)).at(0);
  if (!chosen) {
    fragment.notes.push({ name: 'text-missing', detail: 'It has no text.', pointer: '/bodies' });
    return { ...fragment, text: '' };
  }
  const { words, form, index } = chosen;
  const others = filled.filter(
    (one) => one.form === form && one !== chosen && one.words.value !== words.value,
  );
  if (others.length > 0)
    fragment.notes.push({
      name: 'field-dropped',
      detail: `A story has one text: that in the role "${words.role ?? ''}" is taken, not ${others.map((one) => `"${one.words.role ?? ''}"`).join(', ')}.`,
      pointer: '/bodies',
    });
  const place = `/bodies/${index}/value`;
  if (form !== 'bodyHtml' || refusalOfHtml(words.value) !== undefined) {
    setField(fragment, form, words.value, place);
    return { ...fragment, text: form === 'bodyHtml' ? '' : words.value };
  }
  const body = (isOurs ? fromOurHtml : fromHtml)(words.value, (note) =>
    fragment.notes.push({ ...note, pointer: place }),
  );
  setField(fragment, 'body', body, place);
  if (isOurs && words.value.includes('<figure><figure>'))
    fragment.notes.push({
      name: 'formatting-dropped',
      detail: 'A gallery in the text has become single pictures.',
      pointer: place,
    });
  return { ...fragment, text: plainText(body.slice(0, 3)) };
}

function formOf({ value, contentType }: NinjsWords): Form {
  if (isHtmlType(contentType)) return 'bodyHtml';
  if (/^text\/(x-)?markdown\b/i.test(contentType ?? '')) return 'bodyMarkdown';
  // Sources send wrong content types, so everything but text/plain is checked for HTML.
  return !/^text\/plain\b/i.test(contentType ?? '') && looksLikeHtml(value) ? 'bodyHtml' : 'bodyText';
}
