import type { Fault } from '../../foundation/problem.ts';
import type { PreflightInput } from './input.ts';

/** Where something is wrong, and a sentence for the editor. */
export type Finding = Pick<Fault, 'pointer' | 'detail'>;

/** One thing that an editor would look at before a story goes out. A blocker stands in the way, a warning does not. */
export type Rule = {
  name: string;
  severity: 'blocker' | 'warning';
  /** When it speaks, for the contract. */
  about: string;
  find: (story: PreflightInput) => Finding[];
};

/** The one finding, when it is so. */
export function findingIf(isSo: boolean, pointer: string | undefined, detail: string): Finding[] {
  return isSo ? [{ ...(pointer !== undefined && { pointer }), detail }] : [];
}
