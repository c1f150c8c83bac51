import { attributionRules } from './attribution-rules.ts';
import { pictureLimitRules } from './picture-limit-rules.ts';
import { pictureRules } from './picture-rules.ts';
import { referenceRules } from './reference-rules.ts';
import { releaseRules } from './release-rules.ts';
import type { Rule } from './rule.ts';
import { subjectRules } from './subject-rules.ts';
import { textRules } from './text-rules.ts';

const all = [
  ...releaseRules,
  ...textRules,
  ...pictureRules,
  ...pictureLimitRules,
  ...referenceRules,
  ...subjectRules,
  ...attributionRules,
] as const;

export type RuleName = (typeof all)[number]['name'];

/** All rules, blockers first. */
export const rules: readonly (Rule & { name: RuleName })[] = all.toSorted(
  (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
);

export const ruleNames = rules.map(({ name }) => name) as [RuleName, ...RuleName[]];
