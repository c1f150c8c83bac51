import { TypeID, typeid } from 'typeid-js';

/** A new TypeID: the prefix, `_`, and a UUIDv7 in base32, so that ids sort by the time they were made. */
export function newId(prefix: string): string {
  return typeid(prefix).toString();
}

/** Whether the text is a TypeID of that prefix. Slugs never are: they hold no `_`. */
export function isId(prefix: string, text: string): boolean {
  if (!text.startsWith(`${prefix}_`)) return false;
  try {
    return TypeID.fromString(text).getType() === prefix;
  } catch {
    return false;
  }
}

/** The same id as a URN (RFC 9562 §4), for standards that need an IRI. */
export function urnOf(id: string): string {
  return `urn:uuid:${TypeID.fromString(id).toUUID()}`;
}

/** The id behind a URN of ours, if it were a thing of that kind; undefined for any other. */
export function idOfUrn(prefix: string, urn: string): string | undefined {
  const [, uuid] = /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(urn) ?? [];
  return uuid === undefined ? undefined : TypeID.fromUUID(prefix, uuid.toLowerCase()).toString();
}
