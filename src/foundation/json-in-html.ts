import { z } from 'zod';

/** Schemas of answers that are made to be put into HTML pages: their JSON is written by `stringifyForHtml`. */
export const intoHtml = z.registry<{ why: string }>();

/**
 * The same JSON without a character that could end a script or begin a tag or an entity, so that what a headline says
 * stays text wherever it is put.
 */
export function stringifyForHtml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
