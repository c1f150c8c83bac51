import { describe, expect, it } from 'vitest';
import { actionNames, refusalFor, refusalOf, type Standing } from '../../../src/desk/articles/actions.ts';
import { scopesOf } from '../../../src/access/scopes.ts';

const now = 1000;
const draft: Standing = { publication: 'none', publishedAt: null, embargoUntil: null, deletedAt: null };

function legal(story: Standing): string[] {
  return actionNames.filter((name) => refusalOf(name, story, now) === undefined);
}

describe('what can be done with a story', () => {
  const always = ['edit', 'expire', 'restore', 'translate', 'duplicate'];
  it.each<[string, Partial<Standing>, string[]]>([
    ['a draft', {}, [...always, 'publish', 'schedule', 'delete']],
    ['a draft that others name', { namedBy: 1 }, [...always, 'publish', 'schedule']],
    ['a deleted draft', { deletedAt: 1 }, ['undelete']],
    ['a draft under embargo', { embargoUntil: 1001 }, [...always, 'schedule', 'delete']],
    ['a draft whose embargo is over', { embargoUntil: 1000 }, [...always, 'publish', 'schedule', 'delete']],
    [
      'a draft that is scheduled',
      { scheduledAt: 1001 },
      [...always, 'publish', 'schedule', 'unschedule', 'delete'],
    ],
    [
      'a draft scheduled for a moment within its embargo',
      { embargoUntil: 1002, goesOutAt: 1001 },
      [...always, 'delete'],
    ],
    [
      'a draft whose time in public would be over before its embargo',
      { embargoUntil: 1002, expiresAt: 1002 },
      [...always, 'extend', 'delete'],
    ],
    [
      'a live story',
      { publication: 'live', publishedAt: 1 },
      [...always, 'publish', 'schedule', 'unpublish', 'withdraw'],
    ],
    ['an unpublished story', { publishedAt: 1 }, [...always, 'publish', 'schedule']],
    ['a withdrawn story', { publication: 'withdrawn', publishedAt: 1 }, [...always, 'publish', 'schedule']],
    [
      'a story that has expired',
      { publication: 'expired', publishedAt: 1, expiresAt: 1000 },
      ['edit', 'extend', 'restore', 'translate', 'duplicate'],
    ],
    [
      'a story that has expired and was extended',
      { publication: 'expired', publishedAt: 1, expiresAt: 1001 },
      ['edit', 'publish', 'schedule', 'extend', 'restore', 'translate', 'duplicate'],
    ],
    [
      'a killed story',
      { publication: 'killed', publishedAt: 1 },
      ['edit', 'restore', 'translate', 'duplicate'],
    ],
  ])('of %s', (_, more, expected) => {
    expect(legal({ ...draft, ...more }).sort()).toEqual(expected.sort());
  });

  it('depends on the key too', () => {
    const caller = { scopes: scopesOf('reporter') };
    expect(refusalFor(caller, 'edit', draft, now)).toBeUndefined();
    expect(refusalFor(caller, 'publish', draft, now)).toBe('This needs the scope articles:publish.');
  });
});
