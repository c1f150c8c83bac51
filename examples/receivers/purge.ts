/** Purges a CDN that knows surrogate keys, so that it may keep everything else for as long as it likes. */
import { receiving, staleKeys, type Secrets } from './receiving.ts';

type Cdn = {
  /** Where it is told: `https://api.fastly.com/service/{id}/purge` of Fastly. */
  purgeUrl: string;
  /** Its own key: `{ 'fastly-key': … }`. */
  headers: Record<string, string>;
};

export function purging(secrets: Secrets, { purgeUrl, headers }: Cdn) {
  return receiving(secrets, async (message) => {
    const keys = staleKeys(message);
    if (keys.length === 0) return;
    const answer = await fetch(purgeUrl, {
      method: 'POST',
      headers: { ...headers, 'surrogate-key': keys.join(' ') },
    });
    if (!answer.ok) throw new Error(`The CDN answered ${answer.status}.`);
  });
}
