/** An item of any version of ninjs in the shape of 3.x. Pure. */
import { toPointer } from '../../../../../foundation/http/request/faults.ts';
import { codeIn } from './codes.ts';
import { propertyNameOf, wordsInRole } from './names.ts';

type Fields = Record<string, unknown>;

export type Normal = {
  item: Fields;
  /** The place in the original item for each place in the normal one, as JSON Pointers. */
  placeOf: (pointer: string) => string;
  /** Properties that no version of ninjs has, and those said twice under two names; with the place of the object. */
  lost: LostProperty[];
};

export type LostProperty = { pointer: string; name: string; isTwice: boolean };

/** Converts ninjs 1.x and 2.x to the shape of 3.x; null counts as absent. */
export function normalise(sent: Fields): Normal {
  const places = new Map<string, string>();
  const lost: LostProperty[] = [];
  const item = renamed(sent, { from: '', to: '', places, lost, depth: 0 });
  return { item, placeOf: (pointer) => placeIn(places, pointer), lost };
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type At = { from: string; to: string; places: Map<string, string>; lost: LostProperty[]; depth: number };

function renamed(sent: Fields, at: At): Fields {
  const normal = new Map<string, unknown>();
  for (const [key, value] of Object.entries(sent)) {
    if (value === null || key === '__proto__') continue;
    const from = at.from + toPointer([key]);
    const words = wordsInRole(key);
    if (words) {
      const list = (normal.get(words.list) as unknown[] | undefined) ?? [];
      if (!Array.isArray(list)) continue;
      const to = `${at.to}/${words.list}/${list.length}`;
      at.places.set(to, from).set(`${to}/value`, from);
      normal.set(words.list, [...list, withType({ role: words.role, value })]);
      continue;
    }
    const name = propertyNameOf(key);
    if (name === undefined || normal.has(name)) {
      at.lost.push({ pointer: at.from, name: key, isTwice: name !== undefined });
      continue;
    }
    const to = `${at.to}/${name}`;
    at.places.set(to, from);
    normal.set(name, shaped(name, codeIn(name, value), { ...at, from, to }));
  }
  return Object.fromEntries(normal);
}

const lists = new Set(['altIds', 'associations', 'renditions']);

/** Objects by name of 1.x become lists; the parts of all lists get the names of 3.x. */
function shaped(name: string, value: unknown, at: At): unknown {
  if (lists.has(name) && isObject(value)) {
    return Object.entries(value).flatMap(([key, part], index) => {
      if (part === null || key === '__proto__') return [];
      const place = { ...at, from: at.from + toPointer([key]), to: `${at.to}/${index}` };
      at.places.set(place.to, place.from);
      if (name === 'altIds') return [{ role: key, value: part }];
      return [isObject(part) ? { name: key, ...(partOf(name, part, place) as Fields) } : part];
    });
  }
  if (!Array.isArray(value)) return value;
  return value.map((part: unknown, index) =>
    partOf(name, part, { ...at, from: `${at.from}/${index}`, to: `${at.to}/${index}` }),
  );
}

function partOf(list: string, part: unknown, at: At): unknown {
  if (!isObject(part)) return part;
  // Associations of associations are told of, and not read.
  if (list === 'associations' && at.depth === 0) return renamed(part, { ...at, depth: 1 });
  const { scheme, code: itsCode, qcode, contenttype, mimetype, ...rest } = withoutNull(part);
  // Superdesk's own vocabularies have `qcode`.
  const sentCode = itsCode ?? qcode;
  const code = typeof sentCode === 'number' ? String(sentCode) : sentCode;
  for (const [name, key] of formerParts)
    if (key in part && !(name in part)) at.places.set(`${at.to}/${name}`, `${at.from}/${key}`);
  const named = withType({ ...rest, ...pick('contentType', rest['contentType'] ?? contenttype ?? mimetype) });
  if (typeof code !== 'string') return named;
  const uri = /^https?:/.test(code) ? code : typeof scheme === 'string' ? `${scheme}${code}` : undefined;
  return {
    ...pick('literal', code),
    ...pick('uri', uri),
    ...(list === 'infoSources' && pick('role', rest['rel'])),
    ...named,
  };
}

/** The names of the parts of lists in 1.x and 2.x. */
const formerParts = [
  ['contentType', 'mimetype'],
  ['contentType', 'contenttype'],
  ['literal', 'qcode'],
  ['literal', 'code'],
  ['uri', 'code'],
  ['role', 'rel'],
] as const;

/** In 1.x the name of the role says whether a text is HTML. */
function withType(words: Fields): Fields {
  if (words['contentType'] !== undefined || !/^(x?html|richtext)$/i.test(String(words['role']))) return words;
  return { ...words, contentType: 'text/html' };
}

function withoutNull(part: Fields): Fields {
  return Object.fromEntries(
    Object.entries(part).filter(([key, value]) => value !== null && key !== '__proto__'),
  );
}

function pick(name: string, value: unknown): Fields {
  return value === undefined ? {} : { [name]: value };
}

/** The original place of a pointer, or of its nearest parent with one. */
function placeIn(places: ReadonlyMap<string, string>, pointer: string): string {
  for (let length = pointer.length; length > 0; length = pointer.lastIndexOf('/', length - 1)) {
    const place = places.get(pointer.slice(0, length));
    if (place !== undefined) return `${place}${pointer.slice(length)}`;
  }
  return pointer;
}
