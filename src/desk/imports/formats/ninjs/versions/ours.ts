import { isObject } from './normal.ts';

/** Whether it is an item of our own export, in the shape of 3.x: it has a URN, and our alternative id. */
export function isOurExport({ uri, altIds }: Record<string, unknown>): boolean {
  if (typeof uri !== 'string' || !uri.startsWith('urn:uuid:') || !Array.isArray(altIds)) return false;
  return altIds.some((one: unknown) => isObject(one) && one['role'] === 'dateline');
}
