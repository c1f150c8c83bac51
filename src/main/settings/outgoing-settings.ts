import { z } from 'zod';
import { readHost } from '../../foundation/outgoing/hosts.ts';

const mustBeHosts = 'must be hosts separated by commas, some with a port, like site.internal,10.0.0.7:3000';

const mustBeKey = 'must be 32 random bytes in base64, as `openssl rand -base64 32` prints them';

/** The settings of what this server sends to others. */
export const outgoingSettings = {
  OUTGOING_HOSTS: z
    .string()
    .transform((list, context) =>
      list.split(',').map((one) => {
        const host = readHost(one.trim());
        if (host === undefined) context.addIssue({ code: 'custom', message: mustBeHosts });
        return host ?? '';
      }),
    )
    .default([])
    .describe(
      'The hosts that webhooks may reach although their addresses are private, and by http and at any port: names or addresses separated by commas, `site.internal,10.0.0.7:3000`; with a port, only at that one. By default none: webhooks go to public addresses, by https, at port 443 or 8443.',
    ),
  SECRETS_KEY: z
    .base64({ error: mustBeKey })
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, mustBeKey)
    .optional()
    .describe(
      'The key with which the secrets of webhooks are encrypted in the database: 32 bytes in base64, as `openssl rand -base64 32` prints them. Where a server keeps the database, webhooks need it, the same on every Dateline. By default the file `secrets.key` in `DATA_DIR`, made when it is first needed.',
    ),
};
