import { z } from 'zod';
import type { Clock } from '../../../src/foundation/clock.ts';
import { gone, notFound } from '../../../src/foundation/problem.ts';
import { lastModified } from '../../../src/foundation/http/answer/conditional.ts';
import { docsRoutes } from '../../../src/foundation/http/contract/docs.ts';
import { type HealthSettings, healthRoutes } from '../../../src/foundation/http/server/health.ts';
import { methodNotAllowed } from '../../../src/foundation/http/errors/method-not-allowed.ts';
import { problemRoutes } from '../../../src/foundation/http/errors/problem-routes.ts';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import { type App, type ServerSettings, createServer } from '../../../src/foundation/http/server/server.ts';

export const publicUrl = 'https://api.news.example';
export const changedAt = Date.parse('2022-06-04T12:00:00.400Z');

export const Note = z
  .object({
    slug: z.string().meta({ description: 'Its name in addresses.' }),
    text: z.string().meta({ description: 'What it says.' }),
    at: z.iso.datetime({ precision: 3 }).optional().meta({ description: 'When it was written.' }),
    lines: z.int().min(0).meta({ description: 'How many lines it has.' }),
  })
  .meta({ id: 'Note', description: 'A note.', examples: [{ slug: 'first', text: 'Hello', lines: 1 }] });

const Notes = z.object({ data: z.array(Note) }).meta({ id: 'Notes', description: 'A page of notes.' });

const NoteIn = z
  .strictObject({
    slug: z.string().min(2).max(20),
    body: z.array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('text'), text: z.string() }),
        z.strictObject({ type: z.literal('rule') }),
      ]),
    ),
    'odd/na~me': z.number().optional(),
  })
  .meta({
    id: 'NoteIn',
    description: 'A note to write.',
    examples: [{ slug: 'first', body: [{ type: 'rule' }] }],
  });

const NoteParams = z.strictObject({
  slug: z.string().meta({ description: 'Which note.', examples: ['first'] }),
});

const NoteQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'How many notes.' }),
  sort: z.enum(['slug', '-slug']).optional().meta({ description: 'In which order.' }),
});

const RemovedNote = ProblemOut.extend({
  notice: z.string().optional().meta({ description: 'Why it is gone.' }),
}).meta({
  id: 'RemovedNote',
  description: 'What is left of a note.',
});

type SampleSettings = Partial<ServerSettings> & Partial<HealthSettings> & { clock?: Clock };

/** A small server of all the pieces, with notes to read and to write. */
export function sampleApp({
  checks = {},
  optionalChecks,
  isStopping = () => false,
  clock,
  due,
  ...settings
}: SampleSettings = {}): App {
  const app = createServer({ publicUrl, strict: true, isStopping, ...settings });
  noteRoutes(app);
  healthRoutes(app, {
    checks,
    isStopping,
    ...(clock && { clock }),
    ...(due && { due }),
    ...(optionalChecks && { optionalChecks }),
  });
  problemRoutes(app, { publicUrl });
  docsRoutes(app, {
    version: '0.1.0',
    tagGroups: [
      { name: 'Read', tags: [{ name: 'Notes', description: 'Notes to read and to write.' }] },
      { name: 'Administer', tags: [{ name: 'Service', description: 'About the service itself.' }] },
    ],
  });
  methodNotAllowed(app);
  return app;
}

function noteRoutes(app: App): void {
  app.get(
    '/notes',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'listNotes',
        tags: ['Notes'],
        summary: 'List the notes',
        description: 'All notes there are.',
        querystring: NoteQuery,
        response: { 200: Notes },
        responseHeaders: { 200: ['Link'] },
      },
    },
    (_request, reply) => {
      lastModified(reply, changedAt);
      return { data: [{ slug: 'first', text: 'Hello', lines: 1 }] };
    },
  );
  app.get(
    '/notes/:slug',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'getNote',
        tags: ['Notes'],
        summary: 'Get one note',
        description: 'One note by its slug.',
        params: NoteParams,
        response: { 200: Note, 301: { description: 'The note has another slug now.' }, 410: RemovedNote },
        problems: ['not-found'],
      },
    },
    async ({ params: { slug } }, reply) => {
      if (slug === 'former') return reply.redirect('/notes/first', 301);
      if (slug === 'removed')
        throw gone('This note was withdrawn.', { notice: 'It was wrong.', status: 200 });
      if (slug === 'broken') throw new Error('the secret is hunter2');
      if (slug === 'chatty') return { ...({ deskNote: 'private' } as object), slug, text: 'Hello', lines: 1 };
      if (slug !== 'first') throw notFound('note');
      lastModified(reply, changedAt);
      return { slug, text: 'Hello', lines: 1 };
    },
  );
  app.post(
    '/notes',
    {
      config: { access: 'desk' },
      schema: {
        operationId: 'createNote',
        tags: ['Notes'],
        summary: 'Write a note',
        description: 'Writes a note.',
        querystring: z.strictObject({ dryRun: z.stringbool().optional() }),
        body: NoteIn,
        response: { 201: Note },
        problems: ['conflict'],
      },
    },
    async ({ body }, reply) => reply.code(201).send({ slug: body.slug, text: '', lines: body.body.length }),
  );
  // Not documented: it answers what it was sent.
  app.post('/echo', { config: { access: 'desk' }, schema: { hide: true } }, (request) => ({
    got: request.body,
  }));
}
