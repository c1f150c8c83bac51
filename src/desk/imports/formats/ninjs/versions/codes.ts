/** Codes of IPTC's vocabularies: sources write them alone, with a prefix, or as an address. Pure. */

/** The properties that hold one. */
const coded = new Set(['pubStatus', 'pubstatus', 'type']);

/** The code alone of `canceled`, `stat:canceled` or `http://cv.iptc.org/newscodes/pubstatusg2/canceled`, in any case. */
export function codeIn(name: string, value: unknown): unknown {
  if (!coded.has(name) || typeof value !== 'string') return value;
  const found = written.exec(value.trim().toLowerCase());
  if (!found) return value;
  return found[1] === 'cancelled' ? 'canceled' : found[1];
}

const written = /^(?:https?:\/\/cv\.iptc\.org\/newscodes\/[\w-]+\/|[a-z]+:)?([\w-]+)\/?$/;
