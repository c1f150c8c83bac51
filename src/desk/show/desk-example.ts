import { actionNames, refusalOf, type ActionName, type StoryState } from '../actions/actions.ts';
import { nightBus, summaryExample } from '../stories/examples.ts';

const newDraft: StoryState = {
  copyState: 'draft',
  publication: 'none',
  publishedAt: null,
  unpublished: null,
  embargoUntil: null,
  killProposal: null,
  deletedAt: null,
};

/** The actions of a new draft for a caller with all scopes. */
const actions = Object.fromEntries(
  actionNames.map((name) => {
    const reason = refusalOf(name, newDraft, Date.parse(summaryExample.createdAt));
    return [name, reason === undefined ? { allowed: true } : { allowed: false, reason }];
  }),
) as Record<ActionName, { allowed: boolean; reason?: string }>;

/** The example story as the desk shows it after its creation. */
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
