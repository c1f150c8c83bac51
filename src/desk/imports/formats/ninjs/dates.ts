import { cutText } from '../../../../foundation/cut-text.ts';
import { newFragment, addNote, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';
import { isDay, timeOf } from './times.ts';

type Dates = Fragment & {
  /** When its source published it first, as far as that is said (UTC milliseconds). */
  publishedAt?: number | undefined;
  /** When this version was made. */
  madeAt?: number | undefined;
  /** The version number; without one, the time of the version. */
  sourceVersion?: number | undefined;
  isUndated: boolean;
};

const names = ['firstPublished', 'firstCreated', 'versionCreated'] as const;

/** The dates of an item. A time without an offset is noted and not used; a day alone begins at midnight UTC. */
export function datesOf(item: NinjsItem): Dates {
  const fragment = newFragment();
  const times: Partial<Record<(typeof names)[number], number>> = {};
  let isUndated = false;
  for (const name of names) {
    const text = item[name];
    if (text === undefined || text.trim() === '') continue;
    const at = timeOf(text, { dayWillDo: true });
    const shown = cutText(text, 40);
    if (at === undefined) {
      isUndated = true;
      const detail = `"${shown}" is no time with its offset, like 2022-06-04T12:00:00Z: it is not used.`;
      addNote(fragment, 'timeUnused', detail, `/${name}`);
    } else {
      times[name] = at;
      if (isDay(text))
        addNote(
          fragment,
          'fieldChanged',
          `"${shown}" is a day alone: it became its midnight in UTC.`,
          `/${name}`,
        );
    }
  }
  const { contentCreated } = item;
  const others = names.map((name) => item[name]);
  if (contentCreated?.trim() && !others.includes(contentCreated)) {
    const detail = `When its content was made is not kept: "${cutText(contentCreated, 40)}".`;
    addNote(fragment, 'fieldDropped', detail, '/contentCreated');
  }
  const { firstPublished, firstCreated, versionCreated } = times;
  return {
    ...fragment,
    publishedAt: firstPublished ?? firstCreated ?? versionCreated,
    madeAt: versionCreated,
    sourceVersion: versionOf(item, versionCreated),
    isUndated,
  };
}

function versionOf({ version }: NinjsItem, versionCreated: number | undefined): number | undefined {
  if (version !== undefined && /^\d{1,15}$/.test(String(version).trim())) return Number(version);
  return versionCreated;
}
