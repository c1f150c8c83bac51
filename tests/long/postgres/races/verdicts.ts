import type { Answer } from '../pair.ts';

/** The answers in no order, where they are not these. */
export function unless(expected: number[], answers: Answer[]): unknown {
  const statuses = answers.map(({ status }) => status).toSorted();
  return String(statuses) === String(expected)
    ? undefined
    : answers.map(({ status, body }) => [status, body.detail ?? body.id]);
}

/** The values of a property that should be one, or each its own. */
export function ifOther(property: string, answers: Answer[]): unknown {
  const values = new Set(answers.map(({ body }) => body[property]));
  return values.size === 1 ? undefined : [...values];
}
export function ifSame(property: string, answers: Answer[]): unknown {
  const values = new Set(answers.map(({ body }) => body[property]));
  return values.size === answers.length ? undefined : [...values];
}

/** That both succeeded, where only one may. */
export function ifBoth(answers: Answer[]): unknown {
  const failed = answers.find(({ status }) => status >= 500);
  const both = answers.every(({ status }) => status < 300);
  return both || failed ? answers.map(({ status, body }) => [status, body.detail]) : undefined;
}
