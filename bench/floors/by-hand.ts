/**
 * The handler that one would write by hand for these four requests and no others: Fastify, better-sqlite3, prepared
 * SQL, no cache, on a file that Dateline made. What it answers is compared with what Dateline answers before anything
 * is measured.
 */
import BetterSqlite3 from 'better-sqlite3';
import fastify from 'fastify';
import { sayAddress } from './answers.ts';
import { callerReader } from './callers.ts';
import { storyCreator } from './create.ts';
import { draftSchema, type Draft } from './draft.ts';
import { storyReader } from './read.ts';
import { storySearcher } from './search.ts';

const db = new BetterSqlite3(process.env.DATABASE_FILE);
// The same as Dateline's, but that this one keeps and maps more of the file: its memory is not measured.
db.pragma('busy_timeout = 5000');
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');
db.pragma('temp_store = MEMORY');
db.pragma('cache_size = -32000');
db.pragma('mmap_size = 268435456');

const stories = storyReader(db);
const searchStories = storySearcher(db);
const findCaller = callerReader(db);
const createStory = storyCreator(db);
const json = 'application/json; charset=utf-8';

const app = fastify();
app.get('/health/live', () => 'ok');

app.get<{ Params: { slug: string } }>('/v1/articles/:slug', (request, reply) => {
  const story = stories.findStory(request.params.slug);
  if (!story) return reply.code(404).send();
  return reply.header('content-type', json).send(JSON.stringify(story));
});

app.get<{ Querystring: { limit: number; cursor?: string } }>(
  '/v1/articles',
  { schema: { querystring: { type: 'object', properties: { limit: { type: 'integer' } } } } },
  (request, reply) =>
    reply
      .header('content-type', json)
      .send(JSON.stringify(stories.listStories(request.query.limit, request.query.cursor))),
);

app.get<{ Querystring: { q: string } }>('/v1/search', (request, reply) =>
  reply.header('content-type', json).send(JSON.stringify(searchStories(request.query.q, 20))),
);

app.post<{ Body: Draft }>('/v1/desk/articles', { schema: { body: draftSchema } }, (request, reply) => {
  const caller = findCaller(request.headers.authorization);
  if (!caller) return reply.code(401).send();
  const story = createStory(request.body, caller);
  return reply
    .code(201)
    .headers({ 'content-type': json, etag: '"r1"', location: `/v1/desk/articles/${story.id}` })
    .send(JSON.stringify(story));
});

sayAddress(await app.listen({ port: 0, host: '127.0.0.1' }));
process.once('SIGINT', () => process.exit());
