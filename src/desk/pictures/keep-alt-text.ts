import type { z } from 'zod';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { type Fault, ruleUnmet } from '../../foundation/problem.ts';
import type { LiveRow } from '../../edition/articles/table.ts';
import { eachLiveStoryShowing, findLocalesShowing, mostStories } from '../../edition/media/live-stories.ts';
import { isPublicMedia } from '../../edition/media/public.ts';
import { hasAltText, isDescribed } from '../../library/pictures/rows/described.ts';
import { type CaptionRow, findCaptions } from '../../library/pictures/rows/store.ts';
import type { StoryShowing } from '../records/schema.ts';
import { pictureUsesIn } from '../stories/named.ts';
import { wordsChanged } from './words-changed.ts';

type Changing = {
  media: string;
  /** The one language that is changed, and its place in the request. */
  locale?: string;
  where?: Omit<Fault, 'detail'>;
};

/**
 * Changes the captions of a picture by `change`, and what stories derive from them. Throws `rule-unmet`, naming the
 * stories, when a live story would lose the alt text in its language; also when a public picture gets a caption without
 * one, or would have none in any language.
 */
export async function changeCaptions(
  tx: Tx,
  { media, locale, where = {} }: Changing,
  change: () => Promise<unknown>,
): Promise<void> {
  const before = await findCaptions(tx, media);
  await change();
  const after = await findCaptions(tx, media);
  const losing = await findLosing(tx, media, before, after);
  const [language] = losing.map((story) => story.locale);
  const isBare = after.some((row) => row.locale === locale && !hasAltText(row));
  const losesAll = before.some(hasAltText) && !after.some(hasAltText);
  if (language !== undefined || ((isBare || losesAll) && (await isPublicMedia(tx, media)))) {
    const inLanguage = locale ?? language;
    throw ruleUnmet(
      [
        {
          ...where,
          detail: `The picture is public and would have no alt text${inLanguage === undefined ? '' : ` for ${inLanguage}`}; write one, or say that it is decorative.`,
        },
      ],
      losing.length > 0 ? { stories: losing.map(asShowing) } : {},
    );
  }
  await wordsChanged(tx, media);
}

/** The live stories that lose the alt text in their language, at most `mostStories`. */
async function findLosing(db: Db, media: string, before: CaptionRow[], after: CaptionRow[]) {
  if (!before.some((row) => hasAltText(row) && !isDescribed(after, row.locale))) return [];
  const locales = (await findLocalesShowing(db, media)).filter(
    (locale) => isDescribed(before, locale) && !isDescribed(after, locale),
  );
  const losing: LiveRow[] = [];
  for await (const story of eachLiveStoryShowing(db, media, locales)) {
    if (!needsAltText(story, media)) continue;
    losing.push(story);
    if (losing.length === mostStories) break;
  }
  return losing;
}

function asShowing({ id, slug, content: { headline } }: LiveRow): z.output<typeof StoryShowing> {
  return { id, slug, headline, state: 'live' };
}

/** Whether a story shows the picture without alt text of its own. */
function needsAltText({ content, body }: LiveRow, media: string): boolean {
  return pictureUsesIn(content, body.value).some(
    ({ use }) => use.media === media && use.altText === undefined,
  );
}
