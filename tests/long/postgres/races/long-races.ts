import { type Answer, ask, makeStory, type Server, together } from '../pair.ts';
import { act, change, create, story, named, upload, isWaiting, newestEvents, allEvents } from './acts.ts';
import type { Race } from './races.ts';

/** In each of these much happens at the same time; they are played once. */
export const longRaces: Record<string, Race> = {
  async 'number the events as they were committed, without a gap, and refuse none'({ one, other }) {
    let isOver = false;
    const gaps: number[] = [];
    const refused: Answer[] = [];
    let last = (await newestEvents(one))[0]!;
    async function follow(server: Server): Promise<void> {
      const seqs = (await newestEvents(server)).filter((seq) => seq > last);
      gaps.push(...seqs.filter((seq, at) => seq !== (seqs[at + 1] ?? last) + 1));
      last = seqs[0] ?? last;
    }
    async function work(server: Server, writer: number): Promise<void> {
      for (let count = 0; count < 12 && refused.length === 0; count += 1) {
        const headline = named('Counted', writer * 100 + count);
        const [made] = await together(create(server, { headline }));
        const [published] = await together(act(server, made.body.id, 'publish', {}));
        refused.push(...[made, published].filter(({ status }) => status >= 300));
        // What is refused takes no number.
        await server.send('POST', '/v1/desk/topics', { body: { name: 'Refused', slug: 'refused' } });
      }
    }
    const working = Promise.all([one, other, one, other].map(work)).finally(() => (isOver = true));
    // All of it makes fewer events than are read at once.
    while (!isOver) await follow(one);
    await working;
    await follow(one);
    return gaps[0] ?? refused[0];
  },

  async 'do what is due once, in the order of its times'({ one, other, preparing }) {
    const scheduled = new Map<string, number>();
    async function schedule(server: Server, writer: number): Promise<void> {
      for (let number = 0; number < 75; number += 1) {
        const { id } = await makeStory(server, { headline: named('Due', writer * 75 + number) });
        // Many are due at the same time, and none in the past.
        const at = Math.ceil(Date.now() / 1000) * 1000 + 8000;
        await ask(...act(server, id, 'schedule', { at: new Date(at).toISOString() }));
        scheduled.set(id, at);
      }
    }
    await Promise.all(preparing.map(schedule));
    for (const id of scheduled.keys()) while (isWaiting(await story(one, id)));
    const events = await allEvents(other, 'article.published');
    const times = events.flatMap(({ subject }) => scheduled.get(subject) ?? []);
    const inOrder = times.toSorted((left, right) => right - left);
    return times.length === scheduled.size && String(times) === String(inOrder) ? undefined : times;
  },

  async 'tell once that the rights in a picture have ended'({ one, other }) {
    const ids: string[] = [];
    for (let number = 0; number < 20; number += 1) ids.push(await upload(one, 4000 + number));
    for (const [index, id] of ids.entries()) {
      const usableUntil = new Date(Date.now() + 1_000 + 50 * index).toISOString();
      await together(change(index % 2 === 0 ? one : other, `media/${id}`, { usableUntil }));
    }
    async function ended(): Promise<string[]> {
      const events = await allEvents(other, 'media.rightsExpired');
      return events.flatMap(({ subject }) => (ids.includes(subject) ? [subject] : [])).toSorted();
    }
    while (new Set(await ended()).size < ids.length);
    const told = await ended();
    return String(told) === String(ids.toSorted()) ? undefined : told;
  },
};
