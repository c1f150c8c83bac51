import { Problem } from '../foundation/problem.ts';

const whose = '; this is the key of a service.';

/** Why a service cannot do what only a person may: "Only a person can approve a copy". */
export function forPersons(what: string): string {
  return what + whose;
}

/** Whether somebody was refused since the key is that of a service. */
export function isForPersons(error: unknown): boolean {
  return error instanceof Problem && error.problem === 'conflict' && error.message.endsWith(whose);
}
