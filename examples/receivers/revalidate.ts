/** On-demand revalidation of a Next.js site: pages show a change at their next request, and are kept until then. */
import { receiving, staleKeys, type Secrets } from './receiving.ts';

/**
 * The route of a site, `app/api/dateline/route.ts`:
 *
 *     export const POST = revalidating(process.env.SECRET!, (tag) => revalidateTag(tag, { expire: 0 }));
 *
 * What asks Dateline tags its answers with their keys: `'use cache'`, and then
 * `cacheTag(...response.headers.get('surrogate-key')!.split(' '))`.
 */
export function revalidating(secrets: Secrets, expireTag: (tag: string) => void) {
  return receiving(secrets, (message) => staleKeys(message).forEach((key) => expireTag(key)));
}
