import { least, most, type Aim } from '../aims.ts';
import { grouped, table } from '../report.ts';
import type { Pair } from './compare.ts';
import { silentMs } from './proxy.ts';
import { questionNames } from './questions.ts';

const { hotStory, hotList, coldStory, create, publish } = questionNames;

/** Both engines side by side. */
export function engineTable(pairs: Pair[]): string {
  return table(
    [
      'asked',
      'at once',
      'SQLite, requests/s',
      'PostgreSQL, requests/s',
      'ratio',
      'SQLite, p50 ms',
      'PostgreSQL, p50 ms',
      'round trips',
      'statements',
      'of transactions',
    ],
    pairs.map(({ what, connections, sqlite, postgres, cost }) => {
      const sent = cost.sent.flat();
      const ofTransactions = sent.filter((text) => isOfTransactions.test(text)).length;
      return [
        what,
        String(connections),
        grouped(sqlite.median.perSecond),
        grouped(postgres.median.perSecond),
        ratioOf({ sqlite, postgres }).toFixed(2),
        sqlite.median.p50.toFixed(2),
        postgres.median.p50.toFixed(2),
        String(cost.roundTrips),
        String(sent.length - ofTransactions),
        String(ofTransactions),
      ];
    }),
  );
}

const isOfTransactions = /\b(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/;

/** What the table does not say by itself. */
export const engineNotes = [
  'PostgreSQL itself runs where the load does, not where Dateline does. The stories were copied by the code of `npm run copy`; both databases are on the same disk, and on both a commit has reached it (`fsync`) before it is answered.',
  'To publish, each connection creates a draft first and then publishes it: requests are publications, their milliseconds those of the publication alone.',
  `Round trips and statements are those of one request while nobody else asks, the lowest of several turns, since work in the background asks, too. A proxy counted them, which keeps answers back until Dateline has sent nothing for ${silentMs} ms: a round trip is what it then waits for. Several statements in one message count as one; messages with BEGIN, COMMIT or a savepoint are counted apart.`,
];

export function engineAims(pairs: Pair[]): Aim[] {
  function trips(asked: string, aim: number): Aim {
    const { cost } = pairs.find(({ what }) => what === asked)!;
    return most(`${asked}: round trips of one request to PostgreSQL`, cost.roundTrips, aim);
  }
  return [
    ...pairs
      .filter(({ what }) => what === hotStory || what === hotList)
      .map((pair) =>
        least(`${pair.what}, ${pair.connections} at once: PostgreSQL, against SQLite`, ratioOf(pair), 0.95),
      ),
    trips(coldStory, 3),
    trips(create, 7),
    trips(publish, 9),
  ];
}

function ratioOf({ sqlite, postgres }: Pick<Pair, 'sqlite' | 'postgres'>): number {
  return postgres.median.perSecond / sqlite.median.perSecond;
}
