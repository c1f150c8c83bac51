import { describe, expect, it } from 'vitest';
import { playDays } from './days.ts';
import { catchUp, outcomeOf, type Story } from './model.ts';
import { playDay } from './play.ts';

describe('a newsroom in which anybody does anything at any time', () => {
  it('looks to everybody as the model says', async () => {
    await playDays(6);
  }, 60_000);

  it('would be found out if a removal left something on the schedule', async () => {
    const faulty: typeof outcomeOf = (story, move, ...rest) => {
      const outcome = outcomeOf(story, move, ...rest);
      const keeps = move.name === 'unpublish' && outcome.after && story.scheduled;
      if (!keeps) return outcome;
      return { ...outcome, after: { ...outcome.after!, scheduled: story.scheduled } satisfies Story };
    };
    // Shown by a day on purpose rather than by chance.
    const by = 'editor';
    const day = [
      { name: 'publish', isCareless: false },
      { name: 'patch', headline: 'Two', isStale: false },
      { name: 'schedule', inMs: 1000, isCareless: false },
      { name: 'unpublish' },
    ] as const;
    const steps = day.map((move) => ({ kind: 'move', by, story: 1, move }) as const);
    await playDay(steps);
    await expect(playDay(steps, { outcomeOf: faulty, catchUp })).rejects.toThrow('step 3');
  });
});
