/** A record as it is embedded in others: id, slug and name. */
export function presentNamed({ id, slug, name }: { id: string; slug: string; name: string }) {
  return { id, slug, name };
}
