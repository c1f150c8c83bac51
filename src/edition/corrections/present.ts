import { toTimestamp } from '../../foundation/clock.ts';
import type { Correction } from './schema.ts';
import type { CorrectionRow } from './store.ts';

/** A correction as the public sees it. Refiles are left out before they come here. */
export function presentCorrection({ id, kind, text, material, at, version }: CorrectionRow): Correction {
  return { id, kind: kind as Correction['kind'], text, material, at: toTimestamp(at), version };
}
