/** Rows of Markdown's tables that have more cells than the head, which the parser would cut. Pure. */
import type markdownIt from 'markdown-it';

type Parser = ReturnType<typeof markdownIt>;
type State = InstanceType<Parser['block']['State']>;

/** Keeps the cells of a row beyond those of the head: as in all HTML, the short rows are filled later. */
export function withWholeRows(parser: Parser): void {
  const { ruler } = parser.block;
  // It is the first rule for blocks, and stops those that end a paragraph.
  const [table] = ruler.getRules('');
  ruler.at(
    'table',
    (state, start, end, silent) => {
      const before = state.tokens.length;
      const isTable = table!(state, start, end, silent);
      if (isTable && !silent) state.tokens.push(...wholeRows(state, state.tokens.splice(before)));
      return isTable;
    },
    { alt: ['paragraph', 'reference'] },
  );
}

type Tokens = State['tokens'];

function wholeRows(state: State, tokens: Tokens): Tokens {
  let [line, cells] = [0, 0];
  return tokens.flatMap((token) => {
    if (token.type === 'tr_open') [line, cells] = [token.map![0], 0];
    if (token.type === 'inline') cells += 1;
    return token.type === 'tr_close' ? [...furtherCells(state, line, cells), token] : [token];
  });
}

function furtherCells(state: State, line: number, from: number): Tokens {
  const row = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trim();
  const cells = row
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .slice(from);
  // Empty ones at the end are no cells of their own.
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1).flatMap((cell) => {
    const inline = new state.Token('inline', '', 0);
    inline.content = cell.replaceAll('\\|', '|').trim();
    inline.children = [];
    return [new state.Token('td_open', 'td', 1), inline, new state.Token('td_close', 'td', -1)];
  });
}
