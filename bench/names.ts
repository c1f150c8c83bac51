/** So many follow what is published. */
export const streamsAtOnce = 500;

/** So many stories a second are published while others are read. */
export const publishedPerSecond = 20;

/** The names under which the contenders stand in the table. */
export const names = {
  http: 'node:http, same bytes and headers',
  fastify: 'Fastify, static buffer, same headers',
  byHand: 'Fastify, hand-written SQL, no cache',
  cold: 'Dateline, cache off',
  hot: 'Dateline',
  silent: 'Dateline, logging nothing',
  alone: 'Dateline, nothing published',
  publishing: `Dateline, ${publishedPerSecond} stories a second published`,
  followed: `Dateline, ${publishedPerSecond} stories a second, ${streamsAtOnce} streams`,
} as const;

/** So many clients create stories at once. */
export const creators = 16;

/** What is asked, by the words of the table. */
export const asked = {
  story: 'one story',
  list: 'list of 20, whole',
  search: 'search, 20 of a word',
  create: `create, durable, ${creators} at once`,
  createInPace: `create, ${publishedPerSecond} a second`,
  publishInPace: `create and publish, ${publishedPerSecond} a second`,
} as const;

/** One of the places of the generated stories' datelines, each of which every eighth has. */
export const searchPath = '/v1/search?q=nairobi';

export const listPath = '/v1/articles?limit=20&include=body';
