import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/desk/imports/schema.ts';
import type { Note } from '../../../src/library/notes.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { filesOf } from './files.ts';
import { isKept, keptOf, leavesOf, plain, type Leaf } from './leaves.ts';
import { missingOf, visibleIn, wordsOf } from './words.ts';

/** What says nothing of a story, as its place and its value, and why. */
const carriesNothing: [RegExp, string][] = [
  [/^\/\$?standard\//, 'names the standard'],
  [/\/(?:contentType|contenttype|mimetype): /, 'says in which form a text is, of which the words are asked'],
  [
    /^\/(?:headlines|descriptions|bodies)\/\d+\/role: /,
    'says which text it is, of which the words are asked',
  ],
  [/^\/type: text$/, 'what every story is'],
  [/^\/subjects?\/\d+\/rel: about$/, 'what every subject is'],
];

/** Notes that tell of all that is below their place. */
const ofWhole =
  /only the names are kept|^A picture is not here|^What goes with it is not kept|^A story has no place for|genre .* is left out|^No kind of ours/;

describe('every item of the shared data', () => {
  it.for([false, true])(
    'arrives whole, or a note says what was left out: createRecords=%s',
    async (createRecords, context) => {
      const lost: string[] = [];
      let desk: Desk | undefined;
      for (const { name, path } of filesOf(context, 'ninjs')) {
        const item = JSON.parse(readFileSync(path, 'utf8')) as object;
        desk ??= await deskOf(await openHouse({ seed: 'none' }), 'admin');
        const result = await send(desk, item, createRecords);
        if (result.outcome === 'refused') {
          // What is refused is not here, and the answer says so.
          expect([name, result.errors.length]).not.toEqual([name, 0]);
          continue;
        }
        lost.push(...(await lostOf(desk, item, result)).map((leaf) => `${name} ${leaf}`));
        // Other files name the same story.
        desk = undefined;
      }
      expect(lost).toEqual([]);
    },
  );
});

type Result = ImportReport['results'][number];

async function send(desk: Desk, item: object, createRecords: boolean): Promise<Result> {
  const answer = await desk.send('POST', `/imports?createRecords=${createRecords}`, { body: item });
  const [result] = answer.json<ImportReport>().results;
  return result!;
}

/** The leaves of an item that neither the story nor a note has. */
async function lostOf(desk: Desk, item: object, { article, incoming, notes }: Result): Promise<string[]> {
  const story = (await desk.send('GET', `/articles/${article}`)).json<{ kind: string }>();
  const html = (await desk.send('GET', `/articles/${article}?body=html`)).json<{ bodyHtml?: string }>();
  const kept = keptOf(story, (await desk.send('GET', `/incoming/${incoming}`)).json<object>());
  return leavesOf(item).flatMap((leaf) => {
    const told = `${leaf.pointer}: ${leaf.value}`;
    if (carriesNothing.some(([pattern]) => pattern.test(told))) return [];
    if (notes.some((note) => tells(note, leaf))) return [];
    if (isBody(leaf)) {
      const missing = missingIn(leaf, html.bodyHtml ?? '', notes);
      return missing.length > 0 ? [`${leaf.pointer}: ${missing.join(' ')}`] : [];
    }
    return isKept(leaf, kept) || isKind(leaf, story.kind) ? [] : [told];
  });
}

function isBody({ pointer }: Leaf): boolean {
  return /^\/(?:body_\w+|bodies\/\d+\/value)$/.test(pointer);
}

function missingIn({ value }: Leaf, html: string, notes: Note[]): string[] {
  const told = notes.flatMap(({ detail }) => wordsOf(detail));
  return missingOf(wordsOf(visibleIn(value)), [...wordsOf(visibleIn(html)), ...told]);
}

/** Whether a genre is the kind of the story, by another spelling. */
function isKind({ pointer, value }: Leaf, kind: string): boolean {
  const name = value.split('/').at(-1)!.replaceAll(/[_ ]/g, '').toLowerCase();
  return /^\/genres?\//.test(pointer) && name === kind.toLowerCase();
}

/** Whether a note stands at this place, quotes these words, or names the property or the whole that it belongs to. */
function tells({ pointer: at = '', detail }: Note, leaf: Leaf): boolean {
  const { pointer, value } = leaf;
  const words = plain(value);
  if (words.length > 3 && ` ${plain(detail)} `.includes(` ${words} `)) return true;
  if (isBody(leaf)) return pointer.startsWith(`${at}/`) && / has other words /.test(detail);
  if (at !== '' && pointer === at) return true;
  if (!pointer.startsWith(at === '' ? '/' : `${at}/`)) return false;
  const keys = pointer.slice(at.length).split('/').slice(1);
  return (at !== '' && ofWhole.test(detail)) || keys.some((key) => detail.includes(`"${key}"`));
}
