import { exampleToken } from '../src/desk/previews/token.ts';
import { nightBus } from '../src/desk/stories/examples.ts';
import { bridgePicture } from './pictures.ts';
import type { SeedStory } from './seed.ts';

const far = '2045-07-01T00:00:00Z';

/**
 * Stories that are not public, one for each action that the contract's examples show: it stands in the state that the
 * action needs, so that trying one out leaves the others as they are.
 */
export const deskStories: SeedStory[] = [
  {
    id: 'article_01g5h0tk00e1tsx9r2q4b6n8vz',
    input: nightBus,
    then: [{ preview: { id: 'preview_01g5h0z1g0e9btvq0ga5h8m3kd' } }],
  },
  {
    id: 'article_01g5h0tk00fw0tr88g9y1a3ed5',
    input: { ...words('draft-to-look-at', 'A Bridge at Night'), leadMedia: { media: bridgePicture } },
    then: [{ preview: { id: 'preview_01g5h0tk00fw0tr88g9y1a3ed5', token: exampleToken } }],
  },
  draft('article_01g5h0tk00fk1817s2mdd5wc89', 'draft-to-submit', 'Ferry Timetable Changes'),
  draft('article_01g5h0tk00fyg8qgrh5e1899yd', 'copy-to-approve', 'Harbour Gets a New Crane', [
    { submit: true },
  ]),
  draft('article_01g5h0tk00edbrk1qta9g4nk0n', 'copy-to-return', 'Nine Voted Against the Bus', [
    { submit: true },
  ]),
  draft('article_01g5h0tk00fr1ag8hhfzj3t9k0', 'draft-to-publish', 'Market Opens an Hour Earlier'),
  draft('article_01g5h0tk00ex0stwg6whd4k3h5', 'draft-to-schedule', 'Swimming Pool Opens in June'),
  draft('article_01g5h0tk00fncsby7xtfrb2ss0', 'scheduled-story', 'Fireworks Over the Harbour', [
    { schedule: far },
  ]),
  draft('article_01g5h0tk00fa3s2fpgxt932znd', 'draft-to-kill', 'Minutes of a Meeting'),
  draft('article_01g5h0tk00e8tavq93tj9xaxzm', 'kill-proposed', 'What the Clerk Wrote Down', [
    { proposeKill: { reason: 'Sample: the minutes may be forged.', notice: 'This sample was removed.' } },
  ]),
  draft('article_01g5h0tk00fhjs97rbznb5zhq4', 'story-under-embargo', 'Result of the Council Vote', [
    { embargo: far },
  ]),
  draft('article_01g5h0tk00f3ms6credee0gnc6', 'draft-to-expire', 'Tickets for the Regatta'),
  draft('article_01g5h0tk00eekr3v994f2pzegb', 'draft-that-expires', 'A Guest Column', [
    { expire: { at: far, reason: 'Sample: the licence ends.' } },
  ]),
  draft('article_01g5h0tk00etatkh1cawbeb2ye', 'draft-to-delete', 'A Story Begun Twice'),
  draft('article_01g5h0tk00f7p9jz4d2e548nfc', 'deleted-draft', 'A Story Begun Thrice', [{ delete: true }]),
];

function draft(id: string, slug: string, headline: string, then: SeedStory['then'] = []): SeedStory {
  return { id, input: words(slug, headline), then };
}

function words(slug: string, headline: string): SeedStory['input'] {
  return {
    slug,
    kind: 'story',
    headline: `Sample: ${headline}`,
    standfirst: 'A sample story that is not public.',
    bylines: [{ byline: 'alex-sample', role: 'author' }],
    agency: 'sampleville-courier',
    creditLine: 'Sampleville Courier',
    section: 'politics',
    urgency: 5,
    bodyText: 'A sample, so that there is something to try this on.',
  };
}
