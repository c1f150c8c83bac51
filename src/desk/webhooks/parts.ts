import type { Database } from '../../foundation/database/database.ts';
import type { Outgoing } from '../../foundation/outgoing/open-outgoing.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';

/** What sends to others, and what reads kept secrets. */
export type Tools = { outgoing: Pick<Outgoing, 'send' | 'addressFault'>; secrets: Secrets };

export type Parts = Tools & { database: Database };
