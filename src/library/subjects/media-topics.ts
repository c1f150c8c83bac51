/** The URI of IPTC's Media Topics, which precedes their codes. */
export const mediaTopics = 'http://cv.iptc.org/newscodes/mediatopic/';

/**
 * A code of IPTC's, however it is said, as a code or an address: `medtop:20000640` of the Media Topics, `subj:11002001` of
 * the Subject Codes that they followed. Undefined for any other.
 */
export function iptcCode(said = ''): string | undefined {
  const [, alias, digits] = /^(medtop|subj):(\d{8})$/i.exec(said) ?? [];
  if (digits !== undefined) return `${alias!.toLowerCase()}:${digits}`;
  const [, scheme, code] =
    /^https?:\/\/cv\.iptc\.org\/newscodes\/(mediatopic|subjectcode)\/(?:medtop:|subj:)?(\d{8})$/.exec(said) ??
    [];
  return code && `${scheme === 'mediatopic' ? 'medtop' : 'subj'}:${code}`;
}
