/** The rule for what readers are told beside the text of a story, where a section asks for approval. Pure. */
import { forPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';

type Asked = {
  /** The name of the section that asks for approval of what the story says. */
  asking?: string | undefined;
};

/** Why a service cannot write notes and notices to readers: no approval covers them, so that a person has to answer for them. */
export function refuseWords({ asking }: Asked, by: Actor | undefined): string | undefined {
  if (by?.kind !== 'service' || asking === undefined) return undefined;
  return forPersons(
    `In the section "${asking}", which asks for approval, only a person can write or take back notes and notices to readers`,
  );
}
