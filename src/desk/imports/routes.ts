import type { Caller } from '../../access/caller.ts';
import { requireScope, type Scope } from '../../access/scopes.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { App } from '../../foundation/http/request/app.ts';
import { longestUploadMs } from '../../foundation/http/server/server.ts';
import { invalidRequest } from '../../foundation/problem.ts';
import type { Site } from '../../library/site.ts';
import { formats } from './formats.ts';
import type { Item } from './formats/incoming.ts';
import { totalsOf } from './report.ts';
import { runImport } from './run.ts';
import { ImportIn, ImportQuery, ImportReport, type ImportResult, mostItems, outcomes } from './schema.ts';

declare module '../../foundation/http/request/app.ts' {
  interface AppStats {
    /** Items of imports over HTTP, by what became of them. */
    imports?: Record<ImportResult['outcome'], number>;
  }
}

/** 10 MiB: some thousand stories with their texts. */
const bodyLimit = 10 * 1024 * 1024;

/** Imports over HTTP. */
export function importRoutes(
  app: App,
  { database, site, clock }: { database: Database; site: Site; clock: Clock },
): void {
  const counted = Object.fromEntries(outcomes.map((name) => [name, 0])) as Record<
    (typeof outcomes)[number],
    number
  >;
  app.stats.imports = counted;
  app.post(
    '/v1/desk/imports',
    {
      bodyLimit,
      config: { access: 'imports:run', load: 'imports' },
      handlerTimeout: longestUploadMs,
      schema: {
        operationId: 'importStories',
        tags: ['Desk: sources'],
        summary: 'Import stories',
        description: `One item of ninjs, a list of up to ${mostItems}, or a composite of whole stories; 10 MB at most. Each item is saved separately, as a draft or a new version of the story that was imported with the same \`uri\`, and has its own result: one that is refused, or at which the server fails, stops no other. Importing the same again changes nothing. Every version is on record in \`/v1/desk/incoming\`, also a refused one, as it came, if its \`uri\` can be read. One that is older than what its source sent before is refused; one whose story somebody has edited here since, and an excerpt of a story that is here, waits there for the desk. Of several versions in one import the newest counts; the others are superseded. Pictures are shown when they are here; nothing is fetched. Agencies, sections and topics are found by their names; \`notes\` tell which are not here. What a source cancels is \`cancelled\`, with what there is to do, and remembered: nothing of it that is not newer is taken any more, and nothing of it is published by itself. An import takes nothing back.`,
        querystring: ImportQuery,
        body: ImportIn,
        response: { 200: ImportReport },
      },
    },
    async ({ body, query, actor, log }) => {
      const { format, publish = false, dryRun = false, createRecords = false, change } = query;
      if (publish) requireScope(actor, 'articles:publish');
      const sources = itemsOf(formats[format].itemsIn(body)).map((item, index) => ({
        index,
        read: async () => formats[format].read(item, { now: clock.now() }),
      }));
      const results = await runImport(database, sources, {
        ...{ actor, caller: importing(actor), publish, dryRun, createRecords, change },
        mayUse: (scope) => actor.scopes.has(scope),
        defaultLocale: site.defaultLocale,
        onResult: ({ outcome }) => (dryRun ? undefined : (counted[outcome] += 1)),
        onError: (err, place) => log.error({ err, place }, 'an item of an import failed'),
      });
      return { format, dryRun, totals: totalsOf(results), results };
    },
  );
}

/** An import creates and changes what its sources send, with `imports:run` alone. */
function importing(caller: Caller): Caller {
  return { ...caller, scopes: new Set<Scope>([...caller.scopes, 'articles:work', 'articles:any']) };
}

function itemsOf(items: Item[]): Item[] {
  if (items.length > mostItems)
    throw invalidRequest([{ pointer: '', detail: `The body must hold at most ${mostItems} items` }]);
  return items;
}
