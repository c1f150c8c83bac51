import type { PictureWords } from '../incoming.ts';
import { linkedIn } from './facts.ts';
import { onlyWords, plainOf } from './html.ts';
import { isObject } from './versions/normal.ts';
import type { AssociationIn, NinjsWords } from './schema.ts';

/** What names a picture, is read elsewhere, or tells nothing that an editor could want. */
const passedOver = new Set([
  ...['name', 'uri', 'type', 'rel', 'altIds', 'renditions', 'associations', 'standard', 'representationType'],
  ...[
    'language',
    'version',
    'versionCreated',
    'firstCreated',
    'mimetype',
    'profile',
    'urgency',
    'contentType',
  ],
  ...['headlines', 'descriptions', 'infoSources', 'charCount', 'wordCount', 'readTime'],
]);

/** What is said of a picture beside its caption and alt text: who made it, who is to be credited, what is allowed … */
export function wordsBeside(sent: AssociationIn, taken: (NinjsWords | undefined)[]): PictureWords[] {
  const { headlines = [], descriptions = [], infoSources = [] } = sent;
  const captions = new Set(taken.map((words) => words && onlyWords(plainOf(words))));
  const words = [...headlines.map((one) => ({ ...one, role: 'headline' })), ...descriptions]
    .filter((one) => !taken.includes(one) && !captions.has(onlyWords(plainOf(one))))
    .map(({ role = 'description', ...one }) => ({ label: role, value: plainOf(one) }));
  const sources = infoSources.map(({ role = 'source', ...one }) => ({ label: role, value: saidOf(one) }));
  const others = Object.entries(sent)
    .filter(([key]) => !passedOver.has(key))
    .map(([label, value]) => ({ label, value: label === 'rightsInfo' ? rightsIn(value) : saidOf(value) }));
  const file = { label: 'file', value: largestOf(sent) };
  return [...words, ...sources, ...others, file].filter(
    ({ label, value }) =>
      value !== '' && !captions.has(value) && !(label === 'pubStatus' && value === 'usable'),
  );
}

/** The address of its largest file, where it is not its name. */
function largestOf({ uri, renditions = [] }: AssociationIn): string {
  const [largest] = renditions
    .filter(({ href }) => href !== undefined)
    .toSorted((one, other) => Number(other['width'] ?? 0) - Number(one['width'] ?? 0));
  return largest?.href === undefined || largest.href === uri ? '' : largest.href;
}

/** The words of a value: of a text itself, of a list and its parts the names. */
function saidOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(saidOf).filter(Boolean).join(', ');
  if (typeof value === 'string') return value.trim();
  if (!isObject(value)) return value === null || value === undefined ? '' : JSON.stringify(value);
  const named = [value['name'], value['value'], value['literal'], value['uri']];
  return (named.find((word) => typeof word === 'string') ?? '').trim();
}

function rightsIn(value: unknown): string {
  return linkedIn(value).replace(/; $/, '') || 'in a language for machines';
}
