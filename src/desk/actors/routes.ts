import { z } from 'zod';
import { disableActor, enableActor } from '../../access/actors/disable.ts';
import { getActor, listActors } from '../../access/actors/find.ts';
import { patchActor } from '../../access/actors/patch.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Database, Db } from '../../foundation/database/database.ts';
import { answerOne, answerPage, changeProblems, written } from '../../foundation/http/answer/answers.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { etagOfRevision, requireMatch } from '../../foundation/http/request/if-match.ts';
import { ChangeHeaders, IdempotencyKey, write, writeQuery } from '../../foundation/http/request/write.ts';
import { presentActors } from './present.ts';
import { ActorPage, ActorParams, ActorPatch, ActorReason, ActorsQuery, DeskActor } from './schema.ts';

const tags = ['Keys'];
const writing = z.strictObject(writeQuery);

type Parts = { database: Database; clock: Clock };

/** Who may hold keys: the people and services of the newsroom. */
export function actorRoutes(app: App, parts: Parts): void {
  listRoute(app, parts);
  getRoute(app, parts);
  patchRoute(app, parts);
  for (const ending of endings) endingRoute(app, parts, ending);
}

function listRoute(app: App, { database, clock }: Parts): void {
  app.get(
    '/v1/desk/actors',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'listActors',
        tags,
        summary: 'List actors',
        description:
          'The people and services who hold or held keys, the newest first. A new one comes with its first key (`POST /v1/desk/keys`). What was done to one is at `/v1/desk/events?subject=`, what one did at `?actor=`.',
        querystring: ActorsQuery,
        response: { 200: ActorPage },
        responseHeaders: { 200: ['Link'] },
      },
    },
    async (request, reply) => {
      const page = await database.read(async (db) => {
        const found = await listActors(db, request.query);
        return { ...found, data: await presentActors(db, found.data, clock.now()) };
      });
      return answerPage(request, reply, page);
    },
  );
}

function getRoute(app: App, { database, clock }: Parts): void {
  app.get(
    '/v1/desk/actors/:actor',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'getActor',
        tags,
        summary: 'Get one actor',
        description: 'A person, a service or the system.',
        params: ActorParams,
        response: { 200: DeskActor },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found'],
      },
    },
    async ({ params: { actor: id } }, reply) =>
      answerOne(reply, await database.read((db) => showActor(db, id, clock.now()))),
  );
}

function patchRoute(app: App, { database }: Parts): void {
  app.patch(
    '/v1/desk/actors/:actor',
    {
      config: { access: 'keys:manage' },
      schema: {
        operationId: 'patchActor',
        tags,
        summary: 'Change an actor',
        description:
          'Changes its name, or whether it is a person or a service. Nobody changes their own kind, and a service changes none: 409.',
        params: ActorParams,
        querystring: writing,
        headers: ChangeHeaders,
        body: ActorPatch,
        response: { 200: DeskActor },
        responseHeaders: { 200: ['ETag'] },
        problems: [...changeProblems, 'conflict'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const actor = await getActor(work.tx, request.params.actor);
        requireMatch(request, { etag: etagOfRevision(actor.revision) });
        await patchActor(work, actor, request.body);
        return written(await showActor(work.tx, actor.id, work.now));
      }),
  );
}

const endings = [
  {
    word: 'disable',
    operationId: 'disableActor',
    summary: 'Disable an actor',
    description:
      'None of its keys works from the next request on, and it gets no new ones, until it is enabled again. What it did stays. Nobody can disable the last actor who can issue keys, and no service the last person who can. Doing it again changes nothing.',
    verb: disableActor,
  },
  {
    word: 'enable',
    operationId: 'enableActor',
    summary: 'Enable an actor',
    description:
      'Its keys work again, but for those that were revoked or have expired. Only a person enables: 409 for a service. Doing it again changes nothing.',
    verb: enableActor,
  },
] as const;

function endingRoute(app: App, { database }: Parts, ending: (typeof endings)[number]): void {
  const { word, operationId, summary, description, verb } = ending;
  app.post(
    `/v1/desk/actors/:actor/${word}`,
    {
      config: { access: 'keys:manage' },
      schema: {
        ...{ operationId, tags, summary, description },
        params: ActorParams,
        querystring: writing,
        headers: IdempotencyKey,
        body: ActorReason,
        response: { 200: DeskActor },
        responseHeaders: { 200: ['ETag'] },
        problems: ['not-found', 'conflict', 'idempotency-mismatch'],
      },
    },
    (request, reply) =>
      write(request, reply, database, async (work) => {
        const actor = await getActor(work.tx, request.params.actor);
        await verb(work, actor, request.body);
        return written(await showActor(work.tx, actor.id, work.now));
      }),
  );
}

async function showActor(db: Db, id: string, now: number): Promise<DeskActor> {
  const [shown] = await presentActors(db, [await getActor(db, id)], now);
  return shown!;
}
