import { closeBidi } from '../../../foundation/close-bidi.ts';
import { cutText } from '../../../foundation/cut-text.ts';
import { isOneLine, toPrintable } from '../../../foundation/schemas/text.ts';
import { onOneLine } from '../../body/words.ts';
import { quoted, type Note } from '../../notes.ts';
import { inLanguages, listOf, property, said } from './tags.ts';

/**
 * The tags of a file as ExifReader gives them, by where they stand, what further blocks of IIM say otherwise, and the
 * comments of a JPEG.
 */
export type Tags = Record<'xmp' | 'iptc' | 'exif', object | undefined> & {
  otherIim: [name: string, words: string][];
  comments: string[];
};

export type FileFields = ReturnType<typeof openFields>;

/**
 * Reads the tags of a file into fields, and notes what does not fit. `path` is the property of the IPTC Photo Metadata
 * Standard by its name in XMP, wherever in the file it stands.
 */
export function openFields(tags: Tags) {
  const notes: Note[] = [];

  /** The text of a tag; what it says beside, in other languages or as further values, is noted. */
  function one(tag: unknown, path: string): string | undefined {
    const kept = said(tag);
    const others = new Set(listOf(tag).filter((words) => words !== kept));
    for (const words of others) {
      const [locale] = inLanguages(tag).find((entry) => entry[1] === words) ?? [];
      const place = locale === undefined ? path : `${path} (xml:lang="${locale}")`;
      const detail = `Another text of this property is kept, and not ${quoted(words)}.`;
      if (!notes.some((note) => note.path === place && note.detail === detail)) drop(place, detail);
    }
    return kept;
  }
  function xmp(name: string): string | undefined {
    return one(property(tags.xmp, name), `${prefixes[name] ?? 'photoshop'}:${name}`);
  }
  function iim(name: string): string | undefined {
    return one(property(tags.iptc, name), `IIM ${name}`);
  }
  function exif(name: string): string | undefined {
    return said(property(tags.exif, name));
  }

  /** Printable, and not longer than `max`. */
  function fit(words: string | undefined, max: number, path: string): string | undefined {
    const clean = toPrintable(words ?? '').trim();
    if (clean.length <= max) return clean || undefined;
    notes.push({
      name: 'textCut',
      path,
      detail: `It has ${clean.length} characters, of which the first ${max} are kept.`,
    });
    return cutText(clean, max);
  }

  /** As `fit`, on one line. */
  function fitLine(words: string | undefined, max: number, path: string): string | undefined {
    const said = closeBidi((words ?? '').trim());
    if (isOneLine(said)) return fit(said, max, path);
    notes.push({ name: 'fieldChanged', path, detail: 'Its line breaks and tabs became spaces.' });
    return fit(onOneLine(said), max, path);
  }

  /** The first of these texts that says something, on one line. */
  function firstLine(max: number, path: string, ...found: (string | undefined)[]): string | undefined {
    return fitLine(found.find(Boolean), max, path);
  }

  /** The first of these texts that says something. */
  function first(max: number, path: string, ...found: (string | undefined)[]): string | undefined {
    return fit(found.find(Boolean), max, path);
  }

  /** The first `most` of a list. */
  function firstOf<T>(most: number, path: string, list: T[]): T[] {
    if (list.length > most) drop(path, `It has ${list.length} entries, of which the first ${most} are kept.`);
    return list.slice(0, most);
  }

  function drop(path: string, detail: string): undefined {
    notes.push({ name: 'fieldDropped', path, detail });
  }

  /** Notes what structures say beside the properties that are kept of them. */
  function dropOthers(path: string, structures: object[], kept: string[]): void {
    const names = new Set(structures.flatMap((one) => Object.keys(one)));
    const others = [...names].filter((name) => !kept.includes(name));
    if (others.length > 0) drop(path, cutText(`Not kept of it: ${others.join(', ')}.`, 500));
  }

  return { tags, notes, one, xmp, iim, exif, fit, fitLine, first, firstLine, firstOf, drop, dropOthers };
}

/** The namespaces of properties that are read, other than Photoshop's. */
const prefixes: Record<string, string> = {
  rights: 'dc',
  UsageTerms: 'xmpRights',
  WebStatement: 'xmpRights',
  Location: 'Iptc4xmpCore',
  DigitalSourceType: 'Iptc4xmpExt',
  OtherConstraints: 'plus',
  DataMining: 'plus',
  ModelReleaseStatus: 'plus',
  PropertyReleaseStatus: 'plus',
};
