/** What Markdown defines for links (`[name]: address "title"`), some of which are comments. Pure. */
import type markdownIt from 'markdown-it';
import { quoted, type TakeNote } from '../../notes.ts';

type Definition = { href: string; title: string };
type Environment = { references: Record<string, Definition>; isDefined?: boolean };

/** Tells the parser when all definitions are read: only then their names are looked up. */
export function withDefinitions(parser: ReturnType<typeof markdownIt>): void {
  parser.core.ruler.after('block', 'definitions', ({ env }: { env: Environment }) => {
    env.isDefined = true;
  });
}

/** An environment for the parser, and a function that notes the definitions which nothing leads to. */
export function definitionsFor(note: TakeNote): { env: Environment; noteUnused: () => void } {
  const unused = new Set<Definition>();
  const byName = new Map<string | symbol, Definition>();
  const references = new Proxy<Record<string, Definition>>(
    {},
    {
      // A name is defined once in Markdown: of the others the parser would tell nothing.
      get(_, name) {
        if (!env.isDefined) return undefined;
        const found = byName.get(name);
        if (found) unused.delete(found);
        return found;
      },
      set(_, name, definition: Definition) {
        unused.add(definition);
        if (!byName.has(name)) byName.set(name, definition);
        return true;
      },
    },
  );
  const env: Environment = { references };
  return { env, noteUnused: () => unused.forEach((definition) => noteDefinition(definition, note)) };
}

function noteDefinition({ href, title }: Definition, note: TakeNote): void {
  // `[//]: # (a comment)`, and other addresses that lead nowhere.
  if (/^#?$/.test(href)) note({ name: 'commentDropped', detail: `A comment is not text: ${quoted(title)}.` });
  else note({ name: 'linkDropped', detail: `No words lead to ${quoted(`${href} ${title}`)}.` });
}
