import { quoted, type Note } from '../../notes.ts';
import { captionProperties, type EmbeddedCaption } from '../worker/captions-in-file.ts';
import type { EmbeddedMetadata } from '../worker/embedded-metadata.ts';

/**
 * The words of a file by language. Those without one are in the language whose words they repeat, else in `locale`; what
 * the file says there by name comes before them, with a note.
 */
export function captionsByLocale(
  { 'x-default': unnamed = {}, ...tagged }: EmbeddedMetadata['captions'],
  locale: string,
): { captions: Record<string, EmbeddedCaption>; notes: Note[] } {
  const named = Object.entries(tagged);
  const found: Record<string, EmbeddedCaption> = {};
  const notes: Note[] = [];
  // In XMP `x-default` repeats one of the languages: that is the language of the other defaults, too.
  const repeated = Object.fromEntries(
    wordFields.map((field) => [field, unnamed[field] && languageOf(named, field, unnamed[field])]),
  );
  const usual = wordFields.map((field) => repeated[field]).find(Boolean) ?? locale;
  for (const [field, words] of Object.entries(unnamed)) {
    const language = repeated[field] ?? usual;
    found[language] = { ...found[language], [field]: words };
  }
  for (const [language, words] of named) {
    for (const field of wordFields) {
      const before = found[language]?.[field];
      if (before === undefined || words[field] === undefined || before === words[field]) continue;
      notes.push({
        name: 'fieldDropped',
        path: `${captionProperties[field]} (xml:lang="x-default")`,
        detail: `The file has another text in ${language}, which comes before ${quoted(before)}.`,
      });
    }
    found[language] = { ...found[language], ...words };
  }
  // A caption with only a description writer is dropped.
  const captions = Object.fromEntries(
    Object.entries(found).filter(([, { descriptionWriter: _, ...words }]) => Object.keys(words).length > 0),
  );
  return { captions, notes };
}

const wordFields = ['altText', 'extendedDescription', 'caption'] as const;

/** The language with the same text. */
function languageOf(
  named: [language: string, words: EmbeddedCaption][],
  field: keyof EmbeddedCaption,
  words: string,
): string | undefined {
  return named.find(([, said]) => said[field] === words)?.[0];
}
