import { actionNames, refusalOf, type ActionName, type StoryState } from '../stories/actions.ts';
import { nightBus, summaryExample } from '../stories/examples.ts';

const newDraft: StoryState = {
  copyState: 'draft',
  publication: 'none',
  publishedAt: null,
  embargoUntil: null,
  killProposal: null,
  deletedAt: null,
};

/** What whoever may do everything may do with it then. */
const actions = Object.fromEntries(
  actionNames.map((name) => {
    const reason = refusalOf(name, newDraft, Date.parse(summaryExample.createdAt));
    return [name, reason === undefined ? { allowed: true } : { allowed: false, reason }];
  }),
) as Record<ActionName, { allowed: boolean; reason?: string }>;

/** The story of the examples as the desk shows it right after it was created. */
export const deskExample = {
  ...summaryExample,
  standfirst: nightBus.standfirst,
  dateline: nightBus.dateline,
  bylines: [],
  attributions: [],
  bodyMarkdown: nightBus.bodyMarkdown,
  placements: [],
  topics: [],
  subjects: [],
  related: [],
  urgency: 5,
  deskNote: nightBus.deskNote,
  externalIds: [],
  actions: {
    ...actions,
    publish: { allowed: true, blockers: [] },
    schedule: { allowed: true, blockers: [], needs: ['at' as const] },
  },
};
