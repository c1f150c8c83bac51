import type { SeedWebhook } from './seed.ts';

/** Webhooks of nobody, which are paused, to try out on them how they are managed. Their secrets are thrown away at once. */
export const webhooks: SeedWebhook[] = [
  { id: 'webhook_01kb7a1c8ye0r8zq3h5v9m2n4p', url: 'https://site.example/sample-to-change' },
  { id: 'webhook_01kb7a1c8ye0r8zq3h5v9m2n4q', url: 'https://site.example/sample-to-delete' },
];
