const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Words escaped, each line of them on its own. */
export function withBreaks(words: string): string {
  return escapeHtml(words).replaceAll('\n', '<br>');
}

/** ` name="value"` for each that has a value. */
export function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeHtml(String(value))}"`))
    .join('');
}

/** Whether an address may stand in a link: no `javascript:` and the like. */
export function isSafeAddress(href: string): boolean {
  return /^(https?:\/\/|mailto:)\S+$/i.test(href);
}
