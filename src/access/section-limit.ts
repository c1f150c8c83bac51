/** Keys that are narrowed to sections: they create, change and publish stories only there. */
import { Problem } from '../foundation/problem.ts';
import type { Caller } from './caller.ts';

type Limited = Pick<Caller, 'sections'>;
type Section = string | null | undefined;

/**
 * Why a key cannot change a story that is in these sections, all of which count; undefined when it can. A story without
 * a section is outside of every limit.
 */
export function refusalBySections({ sections: allowed }: Limited, sections: Section[]): string | undefined {
  if (!allowed || sections.every((section) => allowed.has(section ?? ''))) return undefined;
  const told = sections.some((section) => !section)
    ? 'this story has no section'
    : 'this story is in another';
  return `Your key is narrowed to some sections, and ${told}: see sections in /v1/desk/me.`;
}

/** Throws `forbidden` unless the key may change this story; its sections are looked up for a narrowed key only. */
export async function requireSectionsOf(
  caller: Limited | undefined,
  story: { sections: () => Promise<Section[]> },
): Promise<void> {
  if (caller?.sections) requireSections(caller, await story.sections());
}

/** Throws `forbidden` unless the key may change stories in all of these sections. */
export function requireSections(caller: Limited, sections: Section[]): void {
  const refusal = refusalBySections(caller, sections);
  if (refusal !== undefined) throw new Problem('forbidden', refusal, { extensions: { limit: 'sections' } });
}
