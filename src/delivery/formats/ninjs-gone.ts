import type { z } from 'zod';
import { urnOf } from '../../foundation/ids.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { Tombstone } from '../articles/schema.ts';
import { storyItem } from './ninjs-parts.ts';
import type { Ninjs } from './ninjs-schema.ts';

/** A removed story in ninjs: that it is cancelled, since when, and what readers are told; of a killed one no headline. */
export function ninjsGone({ id, at, headline, notice, substitute }: Gone): Omit<Ninjs, 'standard'> {
  return omitAbsent({
    uri: urnOf(id),
    type: 'text' as const,
    representationType: 'partial' as const,
    versionCreated: at,
    pubStatus: 'canceled' as const,
    edNote: notice,
    headlines: headline === undefined ? undefined : [{ role: 'main', value: headline }],
    associations: substitute && [storyItem(substitute, 'substitute', 'substitute')],
  });
}

type Gone = Pick<z.output<typeof Tombstone>, 'id' | 'at' | 'headline' | 'notice' | 'substitute'>;
