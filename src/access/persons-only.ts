import { conflict, Problem } from '../foundation/problem.ts';

/** The extension of a refusal, by which it is known whatever its sentence says. */
export const limitedToPersons = { limit: 'persons' };

/** Why a service cannot do what only a person may: "Only a person can approve a copy". */
export function forPersons(what: string): string {
  return `${what}; this is the key of a service.`;
}

/** The refusal of what only a person may do. */
export function refusedToServices(what: string): Problem {
  return conflict(forPersons(what), limitedToPersons);
}

/** Whether somebody was refused since the key is that of a service. */
export function isForPersons(error: unknown): boolean {
  return error instanceof Problem && error.extensions['limit'] === limitedToPersons.limit;
}
