/** `npm run subjects -- FILE`: loads the vocabulary of subjects beside the server, also while it runs. */
import { readFile } from 'node:fs/promises';
import { system } from '../access/system.ts';
import { toTimestamp } from '../foundation/clock.ts';
import { compareVocabulary, loadVocabulary } from '../library/subjects/load.ts';
import { readVocabulary, type Vocabulary } from '../library/subjects/vocabulary.ts';
import { readArguments } from './arguments.ts';
import { fail, print } from './say.ts';
import { withDatabase } from './with-database.ts';

const usage = `npm run subjects -- FILE
    Loads the Media Topics of IPTC from the JSON file that it publishes, one for each language (cptall-en-US.json).
    Another language adds its names; a newer file changes what is here, and takes nothing away.
    --dry-run  says what would change, and saves nothing`;

const options = { 'dry-run': { type: 'boolean', default: false } } as const;

try {
  const { positionals, values } = readArguments(usage, options);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(usage);
  await load(file, values['dry-run']);
} catch (error) {
  fail(error);
}

async function load(file: string, dryRun: boolean): Promise<void> {
  const vocabulary = await read(file);
  await withDatabase(async (database) => {
    const { added, changed } = dryRun
      ? await database.read((db) => compareVocabulary(db, vocabulary))
      : await database.transact(system, (work) => loadVocabulary(work, vocabulary));
    const { subjects, locales, releasedAt } = vocabulary;
    const retired = subjects.filter((one) => one.retired).length;
    print(
      `${subjects.length} subjects in ${locales.join(', ')}, ${retired} of them retired, released ${toTimestamp(releasedAt).slice(0, 10)}.`,
    );
    print(`${added.length} are new, ${changed.length} have changed${dryRun ? '; nothing was saved' : ''}.`);
  });
}

async function read(file: string): Promise<Vocabulary> {
  const text = await readFile(file, 'utf8');
  try {
    return readVocabulary(text);
  } catch (error) {
    throw new Error(`${file} cannot be loaded. ${(error as Error).message}`, { cause: error });
  }
}
