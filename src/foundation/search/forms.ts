/** Other forms of a word: `strikes`, `striking` of `strike`. */

type Family = { form: RegExp; endings: string[] };

/** Endings that the forms of one word have, in English and French; longer ones are tried first. */
const families: Family[] = [
  { form: /^([a-z]{3,}?)(?:ing|ed|es|(?<!s)s|e)?$/, endings: ['', 's', 'e', 'es', 'ed', 'ing'] },
  { form: /^([a-z]+[^aeiou])(?:y|ies|ied|ying)$/, endings: ['y', 'ies', 'ied', 'ying'] },
  { form: /^([a-z]{2,})(?:al|aux)$/, endings: ['al', 'aux'] },
  { form: /^([a-z]+[ae]u)x?$/, endings: ['', 'x'] },
];

/** Words that may be other forms of a folded word; not all of them are words. */
export function otherForms(word: string): string[] {
  const forms = families.flatMap(({ form, endings }) => {
    const base = form.exec(word)?.[1];
    return base === undefined ? [] : endings.map((ending) => base + ending);
  });
  return [...new Set(forms)].filter((one) => one !== word);
}
