/** Where an agency, or the site, says how it works, by the names of IPTC's trust indicators. */
export const policyNames = [
  'ethics',
  'corrections',
  'editorial',
  'unnamedSources',
  'factChecking',
  'ownership',
  'diversity',
  'feedback',
] as const;
export type Policies = { [K in (typeof policyNames)[number]]?: string | undefined };
