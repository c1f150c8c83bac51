/** A query as conditions of PostgreSQL. */
import { and, or, sql, type SQL } from 'drizzle-orm';
import type { Expression, Index, Phrase } from '../full-text-engine.ts';
import { lettersOf, termsOf } from './full-text-words.ts';

/** The rows that match: by their words, and where words do not say all, by their texts. */
export function matches(index: Index, expression: Expression): SQL {
  const inWords = sql`${sql.identifier(index.name)}.words @@ ${queryOf(index, expression)}::tsquery`;
  return and(inWords, restOf(index, expression))!;
}

/** The phrase as it stands in a text, which has a space before and after each word. */
export function inText({ words, isBeginning }: Phrase): string {
  return ` ${words.join(' ')}${isBeginning ? '' : ' '}`;
}

function queryOf(index: Index, expression: Expression): string {
  if ('op' in expression)
    return joined(
      expression.of.map((one) => queryOf(index, one)),
      expression.op,
    );
  const { letters } = lettersOf(index, expression.columns);
  return joined(
    expression.any.flatMap((phrase) => letters.map((letter) => joined(termsOf(phrase, letter), 'and'))),
    'or',
  );
}

function joined(parts: string[], op: 'and' | 'or'): string {
  return `(${parts.join(op === 'and' ? ' & ' : ' | ')})`;
}

/** What is still to be asked of the texts of a row whose words match. */
function restOf(index: Index, expression: Expression): SQL | undefined {
  if ('op' in expression && expression.op === 'and')
    return and(...expression.of.map((one) => restOf(index, one)));
  return isToldByWords(index, expression) ? undefined : inTexts(index, expression);
}

function isToldByWords(index: Index, expression: Expression): boolean {
  if ('op' in expression) return expression.of.every((one) => isToldByWords(index, one));
  return (
    lettersOf(index, expression.columns).exact && expression.any.every(({ words }) => words.length === 1)
  );
}

function inTexts(index: Index, expression: Expression): SQL {
  if ('op' in expression) {
    const parts = expression.of.map((one) => inTexts(index, one));
    return (expression.op === 'and' ? and(...parts) : or(...parts))!;
  }
  const { any, columns } = expression;
  const places = any.flatMap((phrase) =>
    columns.map(
      (column) => sql`strpos(${sql.identifier(index.name)}.${sql.identifier(column)}, ${inText(phrase)}) > 0`,
    ),
  );
  return or(...places)!;
}
