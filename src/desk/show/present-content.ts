import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleContent, Attribution, Placement } from '../../edition/articles/content.ts';
import { storyPictures, type Asked } from '../../edition/show/asked.ts';
import type { BodyForm } from '../../edition/show/schema.ts';
import { resolveBody } from '../../library/body/resolve.ts';
import { toHtml } from '../../library/body/writing/to-html.ts';
import { toMarkdown } from '../../library/body/markdown/on-demand.ts';
import { toText } from '../../library/body/writing/to-text.ts';
import { presentInStory } from '../../library/pictures/records/present.ts';
import { isWithheld, type MediaItem } from '../../library/pictures/rows/store.ts';
import { presentNamed } from '../../library/records/present.ts';
import { storyAddress, type Site } from '../../library/site.ts';
import type { DeskEmbedded } from '../stories/embedded.ts';
import { maySee } from '../stories/visible.ts';

/** For whom and in which form a story is shown. */
export type Showing = { caller: Caller; site: Site; body: BodyForm; asked?: Asked };

/** The content of a version, with the names of its references. */
export function presentContent(content: ArticleContent, embedded: DeskEmbedded, showing: Showing) {
  const { isSlugSet: _, leftSections: __, ...shown } = content;
  const { body, agency, section, translationOf, leadMedia, ...fields } = shown;
  const { breakingUntil, sourcePublishedAt } = shown;
  const [from, part] = [embedded.agencies.get(agency ?? ''), embedded.sections.get(section ?? '')];
  return omitAbsent({
    ...fields,
    ...presentBody(content, embedded, showing),
    translationOf: translationOf && presentDeskStory(translationOf, embedded, showing),
    bylines: fields.bylines.flatMap(({ byline, ...credit }) => {
      const found = embedded.bylines.get(byline);
      return found ? [{ ...credit, byline: { ...presentNamed(found), kind: found.kind } }] : [];
    }),
    agency: from && presentNamed(from),
    attributions: fields.attributions.map((attribution) => presentAttribution(attribution, embedded)),
    leadMedia: leadMedia && presentPlacement(leadMedia, content, embedded, showing),
    placements: fields.placements.map((placement) => presentPlacement(placement, content, embedded, showing)),
    section: part && presentNamed(part),
    topics: fields.topics.flatMap((id) => {
      const topic = embedded.topics.get(id);
      return topic ? [presentNamed(topic)] : [];
    }),
    related: fields.related.map(({ article, ...link }) =>
      omitAbsent({ ...link, article: article && presentDeskStory(article, embedded, showing) }),
    ),
    breakingUntil: breakingUntil === undefined ? undefined : toTimestamp(breakingUntil),
    sourcePublishedAt: sourcePublishedAt === undefined ? undefined : toTimestamp(sourcePublishedAt),
  });
}

function presentBody(
  { body, locale }: ArticleContent,
  embedded: DeskEmbedded,
  { caller, site, body: form, asked = {} }: Showing,
) {
  if (form === 'blocks') return { body };
  const seen = [...embedded.stories.keys()].flatMap((named) => {
    const story = addressedAs(named, embedded, caller);
    return story ? [{ named, story }] : [];
  });
  const resolved = resolveBody(body, {
    pictureOf: ({ media, ...words }) => {
      const item = shownPicture(media, embedded);
      return item && presentInStory(item, { locale, override: words }, site, storyPictures(asked));
    },
    links: new Map(
      seen.map(({ named, story }) => {
        const section = 'section' in story ? story.section : embedded.copySections.get(story.id);
        return [named, { ...story, href: storyAddress(site, { ...story, section }) }];
      }),
    ),
  });
  if (form === 'html') return { bodyHtml: toHtml(resolved, locale) };
  return form === 'text' ? { bodyText: toText(resolved) } : { bodyMarkdown: toMarkdown(resolved) };
}

/** Another story as far as this caller may see it: at least its id. */
export function presentDeskStory(id: string, embedded: DeskEmbedded, { caller }: Pick<Showing, 'caller'>) {
  const story = addressedAs(id, embedded, caller);
  if (!story) return { id };
  const { slug, locale, headline } = story;
  return { id: story.id, slug, locale, headline };
}

// The copy of a live story may differ from its public version: callers who may not see it get the public one.
function addressedAs(id: string, { stories, headlines }: DeskEmbedded, caller: Caller) {
  const story = stories.get(id);
  return story && maySee(caller, story) ? story : headlines.get(id);
}

function presentPlacement(
  { media, ...words }: Placement,
  { locale }: ArticleContent,
  embedded: DeskEmbedded,
  { site, asked = {} }: Showing,
) {
  const item = shownPicture(media, embedded);
  return omitAbsent({
    media,
    ...words,
    picture: item && presentInStory(item, { locale, override: words }, site, storyPictures(asked)),
  });
}

/** The picture, unless it is withheld. */
function shownPicture(media: string, { pictures }: DeskEmbedded): MediaItem | undefined {
  const item = pictures.get(media);
  return item && !isWithheld(item) ? item : undefined;
}

function presentAttribution({ agency, via, ...rest }: Attribution, { agencies }: DeskEmbedded) {
  const [from, through] = [agency, via].map((id) => agencies.get(id ?? ''));
  return omitAbsent({ ...rest, agency: from && presentNamed(from), via: through && presentNamed(through) });
}
