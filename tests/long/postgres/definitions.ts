/** What is defined in SQL, as both engines tell it. */

/** The definition of an index without what each engine writes in its own way: only parentheses that say something stay. */
export function withoutForm(sql: string): string {
  let text = sql.replaceAll(/ USING btree|public\.|::text|"/g, '').replaceAll(/\s+/g, ' ');
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replaceAll(/\(((?:(?! (?:AND|OR) )[^()])*)\)/g, '$1');
  }
  return text.replace(/ WHERE \((.*)\)$/, ' WHERE $1');
}

/** The conditions in the definition of a table. */
export function checksIn(sql: string): string[] {
  return [...sql.matchAll(/\bCHECK\s*\(/g)].map(({ 0: start, index }) => {
    let [depth, end] = [1, index + start.length];
    for (; depth > 0; end += 1) depth += sql[end] === '(' ? 1 : sql[end] === ')' ? -1 : 0;
    return sql.slice(index + start.length, end - 1);
  });
}

/** A condition as both engines tell it: its words, without types and without that JSON is JSON. */
export function withoutMarks(condition: string): string {
  return condition
    .replaceAll(/::\w+|"|(\w+ IS NULL OR )?json_valid\(\w+\)( AND )?/g, '')
    .replaceAll(' = ANY (ARRAY[', ' IN (')
    .replaceAll(/(\w+) BETWEEN (\d+) AND (\d+)/g, '$1 >= $2 AND $1 <= $3')
    .replaceAll(/ IN \(('\w+')\)/g, ' = $1')
    .replaceAll(/[()[\],\s]+/g, ' ')
    .trim();
}
