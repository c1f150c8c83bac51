import { and, eq, ne } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { given, prepared } from '../../foundation/database/prepared.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { findHeadlines, type LiveHeadline } from '../../edition/articles/find.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import type { AgencyRow } from '../../library/tables/agencies.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { findMediaItems, type MediaItem } from '../../library/pictures/rows/store.ts';
import { findRecords } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import type { SectionRow } from '../../library/tables/sections.ts';
import { topicType } from '../../library/topics/record-type.ts';
import { findAsking, type VersionOf } from '../stories/approval.ts';
import { articlesNamedBy, picturesIn, type PictureUse } from '../stories/named.ts';
import { articleSlugs } from '../stories/table.ts';

type NamedKind = 'agency' | 'byline' | 'section' | 'topic';
type NamedRow = { id: string; name: string; hidden: boolean };

/** One use of a picture in the story, and the picture, unless it is gone. */
export type PicturePlaced = PictureUse & { item: MediaItem | undefined };

/** All that the rules look at. */
export type Material = {
  content: ArticleContent;
  /** When the story was first published, if it was (UTC milliseconds). */
  publishedAt?: number | undefined;
  /** Which version of which story it is. */
  of: Pick<VersionOf, 'id' | 'version'>;
  /** The moment for which it is judged (UTC milliseconds); absent where time plays no part. */
  now?: number | undefined;
  /** Why publishing is not legal now. */
  refusal?: string | undefined;
  /** The embargo that stands: the story's own, or that of the one it translates. */
  embargoUntil?: number | undefined;
  pictures: PicturePlaced[];
  records: Record<NamedKind, Map<string, NamedRow>>;
  agency: AgencyRow | undefined;
  /** The section that asks for an approval that the version does not have. */
  asking: SectionRow | undefined;
  /** Whether another story has its slug. */
  isSlugTaken: boolean;
  /** Of the stories that it names, those that are live. */
  headlines: Map<string, LiveHeadline>;
};

export type Judged = Pick<Material, 'content' | 'of' | 'publishedAt' | 'now' | 'refusal' | 'embargoUntil'>;

/** Loads what the rules look at: one query per kind of thing that the story names. */
export async function findMaterial(db: Db, judged: Judged): Promise<Material> {
  const { content, of } = judged;
  const placed = picturesIn(content, content.body);
  const items = await findMediaItems(
    db,
    placed.map(({ use }) => use.media),
  );
  const named = await findRecords(db, agencyType, agenciesNamedBy(content));
  return {
    ...judged,
    asking: await findAsking(db, { ...of, content }),
    pictures: placed.map((use) => ({ ...use, item: items.get(use.use.media) })),
    agency: named.get(content.agency ?? ''),
    records: {
      agency: named,
      byline: await findRecords(
        db,
        bylineType,
        content.bylines.map(({ byline }) => byline),
      ),
      section: await findRecords(db, sectionType, content.section === undefined ? [] : [content.section]),
      topic: await findRecords(db, topicType, content.topics),
    },
    isSlugTaken: await isTaken(db, of.id, content),
    headlines: await findHeadlines(db, articlesNamedBy(content)),
  };
}

function agenciesNamedBy({ agency, attributions }: ArticleContent): string[] {
  return [agency, ...attributions.flatMap((each) => [each.agency, each.via])].filter(
    (id) => id !== undefined,
  );
}

async function isTaken(db: Db, id: string, { locale, slug }: ArticleContent): Promise<boolean> {
  const others = await slugOfOthers(db, { locale, slug, id });
  return others.length > 0;
}

const slugOfOthers = prepared((db) =>
  db
    .select({ articleId: articleSlugs.articleId })
    .from(articleSlugs)
    .where(
      and(
        eq(articleSlugs.locale, given('locale')),
        eq(articleSlugs.slug, given('slug')),
        ne(articleSlugs.articleId, given('id')),
      ),
    ),
);
