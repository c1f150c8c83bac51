import type { Fault } from '../../foundation/problem.ts';
import type { PreflightInput } from './input.ts';

/** The place of a fault, and a sentence for the editor. */
export type Finding = Pick<Fault, 'pointer' | 'detail'>;

/** A check before publishing. A blocker prevents it, a warning does not. */
export type Rule<Part extends keyof PreflightInput = keyof PreflightInput> = {
  name: string;
  severity: 'blocker' | 'warning';
  /** When it applies, for the contract. */
  about: string;
  find: (story: Pick<PreflightInput, Part>) => Finding[];
};

/** One finding if the condition is met, else none. */
export function findingIf(isSo: boolean, pointer: string | undefined, detail: string): Finding[] {
  return isSo ? [{ ...(pointer !== undefined && { pointer }), detail }] : [];
}
