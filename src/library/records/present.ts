/** The three words by which any record is named inside another thing. */
export function presentNamed({ id, slug, name }: { id: string; slug: string; name: string }) {
  return { id, slug, name };
}
