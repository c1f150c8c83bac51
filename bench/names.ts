/** The names under which the contenders stand in the table. */
export const names = {
  http: 'node:http, same bytes and headers',
  fastify: 'Fastify, static buffer, same headers',
  byHand: 'Fastify, hand-written SQL, no cache',
  cold: 'Dateline, cache off',
  hot: 'Dateline',
  silent: 'Dateline, logging nothing',
  alone: 'Dateline, nothing published',
  publishing: 'Dateline, 20 stories a second published',
  followed: 'Dateline, 20 stories a second, 500 streams',
} as const;

/** So many follow what is published. */
export const streamsAtOnce = 500;

/** So many clients create stories at once. */
export const creators = 16;

/** What is asked, by the words of the table. */
export const asked = {
  story: 'one story',
  list: 'list of 20, whole',
  search: 'search, 20 of a word',
  create: `create, durable, ${creators} at once`,
} as const;

/** One of the places of the generated stories' datelines, each of which every eighth has. */
export const searchPath = '/v1/search?q=nairobi';

export const listPath = '/v1/articles?limit=20&include=body';
