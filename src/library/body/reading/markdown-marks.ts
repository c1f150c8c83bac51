/** Merges the marks of two parses of the same Markdown. Pure. */
/** Anything that the Markdown library makes. */
export type Part = { _type: string; _key?: string } & Record<string, unknown>;
type SpanPart = Part & { text: string; marks: string[] };

// Where the library's structures hold others.
const within = ['content', 'items', 'rows', 'cells', 'value'];

/**
 * `linked` was read with links alone, `decorated` with strong and emphasis alone; the result has all of them.
 * (@portabletext/markdown 2.2 closes the wrong mark where a link ends inside strong or emphasis.)
 * Parts whose key is not in `made` come as they are.
 */
export function overlayMarks(linked: Part[], decorated: Part[], made: Set<unknown>): Part[] {
  return linked.map((part, index) => {
    const other = decorated[index];
    if (!made.has(part._key) || !other) return part;
    const inner = within.flatMap((name) =>
      Array.isArray(part[name])
        ? [[name, overlayMarks(part[name] as Part[], other[name] as Part[], made)]]
        : [],
    );
    const spans =
      part._type === 'block'
        ? { children: overlaySpans(part.children as Part[], other.children as Part[]) }
        : {};
    return { ...part, ...Object.fromEntries(inner), ...spans } as Part;
  });
}

/** Both hold the same text, cut at different places: the result is cut at each of them. */
function overlaySpans(linked: Part[], decorated: Part[]): Part[] {
  const result: Part[] = [];
  const others = decorated.values();
  let other: Part | undefined;
  for (const part of linked) {
    let rest = part;
    do {
      other ??= others.next().value;
      if (!isSpan(rest) || !other || !isSpan(other)) {
        result.push(rest);
        other = undefined;
        break;
      }
      const length = Math.min(rest.text.length, other.text.length);
      result.push({ ...rest, text: rest.text.slice(0, length), marks: [...rest.marks, ...other.marks] });
      rest = { ...rest, text: rest.text.slice(length) };
      other = other.text.length > length ? { ...other, text: other.text.slice(length) } : undefined;
    } while ((rest as SpanPart).text !== '');
  }
  return result;
}

function isSpan(part: Part): part is SpanPart {
  return part._type === 'span' && typeof part.text === 'string' && Array.isArray(part.marks);
}
