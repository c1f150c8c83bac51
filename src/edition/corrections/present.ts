import { toTimestamp } from '../../foundation/clock.ts';
import type { Correction } from './schema.ts';
import type { CorrectionRow } from './table.ts';

/** A correction as the public sees it. Refiles and retracted ones are left out before they come here. */
export function presentCorrection(correction: CorrectionRow): Correction {
  const { id, kind, text, material, at, version, amendedAt } = correction;
  return {
    ...{ id, kind: kind as Correction['kind'], text, material, at: toTimestamp(at), version },
    ...(amendedAt !== null && { amendedAt: toTimestamp(amendedAt) }),
  };
}
