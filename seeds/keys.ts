import type { SeedKey } from './seed.ts';

/** Keys of nobody, to try out on them how keys and actors are managed. Their secrets are thrown away at once. */
export const keys: SeedKey[] = [
  {
    id: 'k3Xw81Qz',
    name: 'Sample key to change',
    role: 'reporter',
    actor: { id: 'actor_01kas7y5c0f61s1y4qjb3z8v7w', name: 'Sample Reporter', kind: 'person' },
  },
  {
    id: 'k3Xw81Qr',
    name: 'Sample key to revoke',
    role: 'reporter',
    actor: { id: 'actor_01g5h0tk00fhjs97rbznb5zhq4', name: 'Sample Holder', kind: 'person' },
  },
];
