/** What a test's newsroom has in it: made by the verbs, as the desk would. Each gives an id. */
import type { z } from 'zod';
import { createArticle } from '../../src/desk/drafts/create.ts';
import { publishArticle } from '../../src/desk/release/publish.ts';
import { saveCopy } from '../../src/desk/drafts/save.ts';
import { ArticleIn, ChangeIn } from '../../src/desk/stories/schema.ts';
import { loadStory } from '../../src/desk/stories/story.ts';
import { agencyType } from '../../src/library/agencies/record-type.ts';
import { AgencyIn } from '../../src/library/agencies/schema.ts';
import { createAlert } from '../../src/library/alerts/create.ts';
import { AlertIn } from '../../src/library/alerts/schema.ts';
import { bylineType } from '../../src/library/bylines/record-type.ts';
import { BylineIn } from '../../src/library/bylines/schema.ts';
import { createMedia } from '../../src/library/pictures/records/create.ts';
import { CaptionsIn, MediaIn } from '../../src/library/pictures/records/input.ts';
import { createRecord } from '../../src/library/records/create.ts';
import { sectionType } from '../../src/library/sections/record-type.ts';
import { SectionIn } from '../../src/library/sections/schema.ts';
import { topicType } from '../../src/library/topics/record-type.ts';
import { TopicIn } from '../../src/library/topics/schema.ts';
import type { Work } from '../../src/foundation/database/database.ts';
import { settings } from './settings.ts';

/** A house, as far as arranging needs it. */
export type Newsroom = { play: <T>(verb: (work: Work) => Promise<T>) => Promise<T> };

type Given<S extends z.ZodType> = Partial<z.input<S>>;

export function givenAgency(house: Newsroom, fields: Given<typeof AgencyIn> = {}): Promise<string> {
  return house.play((work) =>
    createRecord(work, agencyType, AgencyIn.parse({ name: 'Reuters', kind: 'wire', ...fields })),
  );
}

export function givenByline(house: Newsroom, fields: Given<typeof BylineIn> = {}): Promise<string> {
  return house.play((work) =>
    createRecord(work, bylineType, BylineIn.parse({ name: 'Jane Doe', kind: 'person', ...fields })),
  );
}

export function givenSection(house: Newsroom, fields: Given<typeof SectionIn> = {}): Promise<string> {
  return house.play((work) => createRecord(work, sectionType, SectionIn.parse({ name: 'World', ...fields })));
}

export function givenTopic(house: Newsroom, fields: Given<typeof TopicIn> = {}): Promise<string> {
  return house.play((work) => createRecord(work, topicType, TopicIn.parse({ name: 'NATO', ...fields })));
}

/** The words of a picture that may be published. */
export const described = { en: { caption: 'A lectern.', altText: 'A grey lectern.' } };

/** A picture; its file is only a row. */
export function givenPicture(
  house: Newsroom,
  {
    captions = described,
    sha256 = 'c0ffee00'.repeat(8),
    ...fields
  }: Given<typeof MediaIn> & { captions?: z.input<typeof CaptionsIn>; sha256?: string } = {},
): Promise<string> {
  const size = { bytes: 100, sha256, width: 1024, height: 683 };
  const file = {
    mimeType: 'image/jpeg',
    thumbHash: 'L8cNJIZgiWZ1iGd4d2YwYgpVhg==',
    dominantColour: '#808080',
    foundFocalPoint: { x: 50, y: 50 },
    metadata: { captions: {} },
  };
  return house.play((work) =>
    createMedia(
      work,
      { ...file, ...size },
      { ...MediaIn.parse(fields), captions: CaptionsIn.parse(captions) },
      { locale: 'en' },
    ),
  );
}

/** The line runs from now for an hour, unless told otherwise. */
export function givenAlert(house: Newsroom, fields: Given<typeof AlertIn> = {}): Promise<string> {
  return house.play((work) =>
    createAlert(
      work,
      AlertIn.parse({
        headline: 'Voting begins',
        startsAt: new Date(work.now).toISOString(),
        endsAt: new Date(work.now + 3_600_000).toISOString(),
        ...fields,
      }),
    ),
  );
}

export type StoryFields = Given<typeof ArticleIn>;

/** What a story is sent as: a headline and one paragraph, and whatever is said beside. */
export function storyIn(fields: StoryFields = {}): z.output<typeof ArticleIn> {
  const hasBody = 'body' in fields || 'bodyText' in fields || 'bodyMarkdown' in fields;
  return ArticleIn.parse({
    headline: 'A story',
    ...(hasBody ? {} : { bodyText: 'One paragraph.' }),
    ...fields,
  });
}

/** A story that nobody but the desk may see. */
export async function givenCopy(house: Newsroom, fields: StoryFields = {}): Promise<string> {
  const { defaultLocale } = settings.site;
  const { row } = await house.play((work) => createArticle(work, storyIn(fields), { defaultLocale }));
  return row.id;
}

/** A story that is live; `publishedAt` may lie in the past. */
export async function givenStory(
  house: Newsroom,
  { publishedAt, ...fields }: StoryFields & { publishedAt?: string } = {},
): Promise<string> {
  const id = await givenCopy(house, fields);
  await house.play(async (work) =>
    publishArticle(
      work,
      await loadStory(work.tx, id),
      publishedAt ? { publishedAt: Date.parse(publishedAt) } : {},
    ),
  );
  return id;
}

/** Saves a live story anew and publishes that; a plain update unless told otherwise. */
export async function givenUpdate(
  house: Newsroom,
  id: string,
  fields: StoryFields,
  change: z.input<typeof ChangeIn> = { kind: 'update', text: 'More is known.' },
): Promise<void> {
  await house.play(async (work) => saveCopy(work, await loadStory(work.tx, id), storyIn(fields)));
  await house.play(async (work) =>
    publishArticle(work, await loadStory(work.tx, id), { change: ChangeIn.parse(change) }),
  );
}
