import type { SentVersion } from './seed.ts';

/** What a source sent, to try on it what the desk can decide: a story each, and two with a version that waits. */
export const sentVersions: SentVersion[] = [
  sent('incoming_01g5h0z1g0e9btvq0ga5h8m3kd', '2022-0614-bus', 'Bus Company Orders Lamps'),
  sent('incoming_01g5h0tk00fw0tr88g9y1a3ed5', '2022-0615-ferry', 'Ferry Is Painted Green'),
  sent('incoming_01g5h0tk00e8j9bbta4d26r4h3', '2022-0615-ferry', 'Ferry Is Painted Blue'),
  sent('incoming_01g5h0tk00es8v5mzzpq38j9je', '2022-0616-crane', 'Crane Arrives on Monday'),
  sent('incoming_01g5h0tk00fk1817s2mdd5wc89', '2022-0616-crane', 'Crane Arrives on Tuesday'),
  sent('incoming_01g5h0tk00fyg8qgrh5e1899yd', '2022-0617-market', 'Market Is Measured'),
];

function sent(id: string, value: string, words: string): SentVersion {
  return {
    id,
    scheme: 'courier',
    value,
    sourceVersion: 1,
    input: {
      slug: `from-the-courier-${value.slice(10)}`,
      headline: `Sample: ${words}`,
      agency: 'sampleville-courier',
      section: 'politics',
      bodyText: 'A sample, as if a source had sent it.',
    },
  };
}
