/** A value that is kept as JSON text: it is parsed when somebody reads it, and `stringify` passes its text on. */
export class JsonText<T> {
  readonly #text: string;
  #value: T | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  static of<T>(value: T): JsonText<T> {
    return new JsonText<T>(JSON.stringify(value));
  }

  get text(): string {
    return this.#text;
  }

  get value(): T {
    return (this.#value ??= JSON.parse(this.#text) as T);
  }

  toJSON(): unknown {
    if (!passedOn) return this.value;
    passedOn.push(this.#text);
    return place;
  }
}

/** Stands for a text until its turn. No text holds half of a pair of surrogates: UTF-8 has none. */
const place = '\ud800 passed on';
const written = JSON.stringify(place);

let passedOn: string[] | undefined;

/** What `JSON.stringify` gives, with each `JsonText` in it as it is: it is neither parsed nor written anew. */
export function stringify(value: unknown): string {
  const texts: string[] = [];
  passedOn = texts;
  let json: string;
  try {
    json = JSON.stringify(value);
  } finally {
    passedOn = undefined;
  }
  return texts.length === 0 ? json : json.replaceAll(written, () => texts.shift()!);
}
