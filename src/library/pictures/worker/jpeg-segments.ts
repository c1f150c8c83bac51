/** What the segments of a JPEG with this marker hold, in their order; nothing for other files. */
export function segmentsOf(bytes: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return found;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xda || marker === 0xd9) break;
    if (marker === 0xff) {
      // A fill byte.
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === wanted) found.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return found;
}
