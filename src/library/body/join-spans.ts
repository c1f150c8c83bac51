/** Joins neighbouring spans that have the same marks. */
export function joinSpans<S extends { text: string; marks?: readonly string[] | undefined }>(
  spans: S[],
): S[] {
  const result: S[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && String(last.marks) === String(span.marks))
      result.splice(-1, 1, { ...last, text: last.text + span.text });
    else result.push(span);
  }
  return result;
}
