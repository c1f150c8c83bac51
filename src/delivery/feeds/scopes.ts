import { z } from 'zod';
import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import { Locale } from '../../foundation/wire.ts';
import { agencyRoom } from '../../library/agencies/room.ts';
import { bylineRoom } from '../../library/bylines/room.ts';
import type { Room } from '../../library/records/room.ts';
import { findByFormerName, findRecord } from '../../library/records/store.ts';
import { sectionRoom } from '../../library/sections/room.ts';
import { topicRoom } from '../../library/topics/room.ts';

type Row = { id: string; slug: string; name: string; hidden: boolean; updatedAt: number };
type Filter = 'section' | 'topic' | 'agency' | 'byline' | 'locale';

/** What a feed is narrowed to; `of` names it in the feed's title. */
export type Narrowed = {
  filter: Partial<Record<Filter, string[]>>;
  of: string | undefined;
  id: string | undefined;
};

/** Every choice of stories that feeds are there for. */
export type Scope = {
  /** Within `/feeds`: `` for the whole, or `/sections/:section`. */
  path: string;
  name: string;
  params: z.ZodObject;
  /** What is asked for, or where it has moved. Throws `not-found`. */
  find: (db: Db, params: Record<string, string>) => Promise<Narrowed | { movedTo: string }>;
};

const whole: Scope = {
  path: '',
  name: '',
  params: z.strictObject({}),
  find: async () => Promise.resolve({ filter: {}, of: undefined, id: undefined }),
};

function scopeOf<R extends Row>(kind: Filter, plural: string, room: Room<never, R>, example: string): Scope {
  return {
    path: `/${plural}/:${kind}`,
    name: kind,
    params: z.strictObject({
      [kind]: z
        .string()
        .min(1)
        .meta({ description: 'Its slug or id.', examples: [example] }),
    }),
    async find(db, params) {
      const asked = params[kind]!;
      const row = await findRecord(db, room, asked);
      if (row && !row.hidden) return { filter: { [kind]: [row.id] }, of: row.name, id: row.id };
      const moved = row ? undefined : await findByFormerName(db, room, asked);
      if (!moved || moved.hidden) throw notFound(kind);
      return { movedTo: `/${plural}/${moved.slug}` };
    },
  };
}

const ofLocale: Scope = {
  path: '/locales/:locale',
  name: 'locale',
  params: z.strictObject({
    locale: Locale.meta({ description: 'A language that stories are written in.', examples: ['en'] }),
  }),
  find: async (_db, { locale }) =>
    Promise.resolve({ filter: { locale: [locale!] }, of: locale, id: undefined }),
};

export const scopes: Scope[] = [
  whole,
  scopeOf('section', 'sections', sectionRoom, 'world'),
  scopeOf('topic', 'topics', topicRoom, 'nato'),
  scopeOf('agency', 'agencies', agencyRoom, 'reuters'),
  scopeOf('byline', 'bylines', bylineRoom, 'reuters'),
  ofLocale,
];

/** Where the feeds stand of all that a list with these filters holds; undefined where there are none of just that. */
export function feedsOf(filters: Record<string, unknown>): string | undefined {
  const [only, ...more] = Object.entries(filters).filter(([, value]) => value !== undefined);
  if (!only) return '/feeds';
  const [kind, values] = only;
  const scope = scopes.find(({ name }) => name === kind);
  if (more.length > 0 || !scope || !Array.isArray(values) || values.length > 1) return undefined;
  return `/feeds${scope.path.replace(`:${kind}`, encodeURIComponent(String(values[0])))}`;
}
