import { describe, expect, it } from 'vitest';
import { roles, scopesOf } from '../../../src/access/scopes.ts';
import {
  actionNames,
  refusalFor,
  refusalOf,
  scopeOf,
  type ActionName,
  type StoryState,
} from '../../../src/desk/actions/actions.ts';
import { requireLegal } from '../../../src/desk/actions/legal.ts';
import { stateAfterSave } from '../../../src/desk/actions/copy-rules.ts';
import { copyStates, publicationStates } from '../../../src/desk/stories/table.ts';

const now = 1000;
const draft: StoryState = {
  copyState: 'draft',
  publication: 'none',
  publishedAt: null,
  unpublished: null,
  embargoUntil: null,
  killProposal: null,
  deletedAt: null,
};
const unpublication = { actor: 'editor', at: 2, publishedAt: 1 };
const proposal = { actor: 'chief', at: 1, reason: 'R.', notice: 'N.' };

/** Every state that a story can be in. */
const everyState: StoryState[] = copyStates.flatMap((copyState) =>
  publicationStates.flatMap((publication) =>
    [null, 1].flatMap((publishedAt) =>
      [null, now, now + 1].flatMap((embargoUntil) =>
        [null, proposal].flatMap((killProposal) =>
          [null, unpublication].flatMap((unpublished) =>
            [null, 1].map((deletedAt) => ({
              ...{ copyState, publication, publishedAt, unpublished, embargoUntil, killProposal, deletedAt },
            })),
          ),
        ),
      ),
    ),
  ),
);

function isLive({ publication }: StoryState): boolean {
  return publication === 'live';
}

/** When each move is legal, told another way than the source tells it: of stories neither killed nor deleted. */
const expected: Record<ActionName, (story: StoryState) => boolean> = {
  edit: () => true,
  restore: () => true,
  translate: () => true,
  duplicate: () => true,
  submit: ({ copyState }) => copyState === 'draft',
  approve: ({ copyState }) => copyState === 'review',
  return: ({ copyState }) => copyState !== 'draft',
  publish: ({ embargoUntil }) => embargoUntil !== now + 1,
  unpublish: isLive,
  withdraw: isLive,
  consolidate: isLive,
  amendCorrection: ({ publishedAt }) => publishedAt !== null,
  retractCorrection: ({ publishedAt }) => publishedAt !== null,
  amendNotice: ({ publication }) => publication === 'withdrawn' || publication === 'killed',
  kill: () => true,
  cancelKill: ({ killProposal }) => killProposal !== null,
  breakEmbargo: ({ embargoUntil }) => embargoUntil === now + 1,
  schedule: () => true,
  unschedule: () => false,
  expire: ({ publication }) => publication !== 'expired',
  extend: () => false,
  delete: ({ publishedAt, unpublished }) => publishedAt === null && unpublished === null,
  undelete: () => false,
  follow: () => false,
  dropSource: () => false,
};

function legal(story: StoryState, by?: string): ActionName[] {
  return actionNames.filter(
    (name) => refusalOf(name, story, now, by === undefined ? by : { id: by }) === undefined,
  );
}

describe('every move in every state', () => {
  it.each(actionNames)('%s', (name) => {
    expect(everyState).toHaveLength(3 * 6 * 2 * 3 * 2 * 2 * 2);
    for (const story of everyState) {
      const isLegal =
        story.publication === 'killed'
          ? name === 'amendNotice' && story.deletedAt === null
          : story.deletedAt !== null
            ? name === 'undelete' || name === 'kill'
            : expected[name](story);
      expect(refusalOf(name, story, now) === undefined, JSON.stringify(story)).toBe(isLegal);
    }
  });

  it('is refused with a sentence, and with the moves that are legal instead', () => {
    for (const story of everyState) {
      for (const name of actionNames) {
        if (refusalOf(name, story, now) === undefined) continue;
        const thrown = caught(() => requireLegal(name, story, now));
        expect(thrown).toMatchObject({ problem: 'conflict', extensions: { actions: legal(story) } });
        expect((thrown as Error).message).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it('brings nothing back by a service, also by extending what a wrong clock ended', () => {
    const ended: StoryState = { ...draft, publication: 'expired', publishedAt: 1, expiresAt: now + 1 };
    for (const name of ['publish', 'schedule', 'extend'] as const) {
      expect(refusalOf(name, ended, now, { id: 'robot', kind: 'service' })).toMatch(
        /^This story was taken back/,
      );
      expect(refusalOf(name, ended, now, { id: 'editor', kind: 'person' })).toBeUndefined();
    }
  });

  it('needs the scope of the move, whatever the state', () => {
    for (const story of everyState) {
      for (const role of roles) {
        const caller = { scopes: scopesOf(role) };
        for (const name of actionNames) {
          const scope = scopeOf(name, story);
          const refusal = refusalFor(caller, name, story, now);
          if (caller.scopes.has(scope)) expect(refusal).toBe(refusalOf(name, story, now));
          else expect(refusal).toBe(`This needs the scope ${scope}.`);
        }
      }
    }
  });
});

describe('what can be done with a story', () => {
  it('depends on who names it, and on the embargo of what it translates', () => {
    expect(legal({ ...draft, namedBy: 1 })).not.toContain('delete');
    expect(legal({ ...draft, groupEmbargo: now + 1 })).not.toContain('publish');
    expect(refusalOf('breakEmbargo', { ...draft, groupEmbargo: now + 1 }, now)).toContain('break it there');
  });

  it('depends on what readers were told', () => {
    expect(legal({ ...draft, publishedAt: 1, corrections: 0 })).not.toContain('amendCorrection');
    expect(legal({ ...draft, publishedAt: 1, corrections: 1 })).toContain('retractCorrection');
    const killed: StoryState = { ...draft, publication: 'killed' };
    expect(legal({ ...killed, hasTombstone: false })).toEqual([]);
    expect(legal({ ...killed, hasTombstone: true })).toEqual(['amendNotice']);
  });

  it('depends on what waits for a moment', () => {
    expect(legal({ ...draft, scheduledAt: now + 1 })).toContain('unschedule');
    expect(legal({ ...draft, expiresAt: now + 1 })).toContain('extend');
    expect(legal({ ...draft, embargoUntil: now + 2, goesOutAt: now + 1 })).not.toContain('schedule');
    expect(legal({ ...draft, embargoUntil: now + 2, expiresAt: now + 2 })).not.toContain('schedule');
    const expired: StoryState = { ...draft, publication: 'expired', publishedAt: 1 };
    expect(legal({ ...expired, expiresAt: now })).not.toContain('publish');
    expect(legal({ ...expired, expiresAt: now + 1 })).toContain('publish');
  });

  it('depends on who wrote it: nobody approves their own words', () => {
    const review: StoryState = { ...draft, copyState: 'review', authors: ['one', 'two'] };
    expect(legal(review, 'two')).not.toContain('approve');
    expect(legal(review, 'three')).toContain('approve');
  });

  it('depends on who proposed to kill it: that is not the second of two', () => {
    const proposed = { ...draft, killProposal: proposal };
    expect(legal(proposed, 'chief')).not.toContain('kill');
    expect(legal(proposed, 'chief')).toContain('cancelKill');
    expect(legal(proposed, 'another')).toContain('kill');
  });

  it('lets reporters take back what is in review, and not what was approved', () => {
    const reporter = { scopes: scopesOf('reporter') };
    expect(refusalFor(reporter, 'return', { ...draft, copyState: 'review' }, now)).toBeUndefined();
    expect(refusalFor(reporter, 'return', { ...draft, copyState: 'approved' }, now)).toBe(
      'This needs the scope articles:approve.',
    );
  });
});

describe('a copy that is saved anew', () => {
  it.each([
    ['draft', 2, 1, 'draft'],
    ['review', 2, 1, 'review'],
    ['approved', 2, 1, 'review'],
    ['approved', 2, null, 'review'],
    // What is out already: a new round.
    ['draft', 2, 2, 'draft'],
    ['review', 2, 2, 'draft'],
    ['approved', 2, 2, 'draft'],
  ] as const)('%s, version %i, published %s: then %s', (copyState, copyVersion, publishedVersion, after) => {
    expect(stateAfterSave({ copyState, copyVersion, publishedVersion })).toBe(after);
  });
});

function caught(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
