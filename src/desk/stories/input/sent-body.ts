import { findFaults } from '../../../foundation/http/request/faults.ts';
import { ruleUnmet, type Fault } from '../../../foundation/problem.ts';
import { lineOf } from '../../../library/body/content.ts';
import { withKeys } from '../../../library/body/keys.ts';
import { fromHtml } from '../../../library/body/reading/from-html.ts';
import { fromMarkdown } from '../../../library/body/markdown/on-demand.ts';
import { fromText } from '../../../library/body/reading/from-text.ts';
import { refusalOfHtml } from '../../../library/body/reading/html-bounds.ts';
import { refusalOfMarkdown, refusalOfText } from '../../../library/body/reading/text-bounds.ts';
import { limits } from '../../../library/body/parts.ts';
import { BodyIn, type Body } from '../../../library/body/schema.ts';
import { quoted, type TakeNote } from '../../../library/notes.ts';
import type { ArticleIn } from '../schema.ts';

/** The forms of text, each with its parser and its limits. */
const textForms = [
  { form: 'bodyText', read: fromText, refusalOf: refusalOfText },
  { form: 'bodyMarkdown', read: fromMarkdown, refusalOf: refusalOfMarkdown },
  { form: 'bodyHtml', read: fromHtml, refusalOf: refusalOfHtml },
] as const;

/**
 * The text of a story, in the form and language in which it was sent, as blocks. Throws `rule-unmet`. Only blocks from text are checked
 * here, for number and length; others were checked by the schema.
 */
export function bodyFrom(input: ArticleIn, locale: string, note: TakeNote): Body {
  for (const { form, read, refusalOf } of textForms) {
    const sent = input[form];
    if (sent === undefined) continue;
    const refusal = refusalOf(sent);
    if (refusal !== undefined) throw ruleUnmet([{ pointer: `/${form}`, detail: `${form} ${refusal}` }]);
    const blocks = read(sent, (one) => note({ ...one, pointer: `/${form}` }), locale);
    const { faults } = findFaults(BodyIn, 'body', blocks);
    if (faults.length > 0)
      throw ruleUnmet(faults.map((fault) => ({ pointer: `/${form}`, detail: placedDetail(fault, blocks) })));
    return blocks;
  }
  return withKeys(input.body ?? []);
}

/** What is wrong with a block, and which one it is: the pointer means nothing to whoever sent text. */
function placedDetail({ pointer = '', detail }: Fault, blocks: Body): string {
  const [index = NaN, , row, column] = pointer.split('/').slice(1).map(Number);
  const at = pointer === '' ? limits.blocks : index;
  const block = blocks[at];
  if (!block) return detail;
  const part = `Part ${at + 1} of the text, ${quoted(lineOf(block))}:`;
  if (pointer === '')
    return `${part} there must not be more than ${limits.blocks.toLocaleString('en')} parts`;
  return column === undefined
    ? `${part} ${detail}`
    : `${part} ${detail.replace(/^Item \d+/, `the cell in row ${row! + 1}, column ${column + 1},`)}`;
}
