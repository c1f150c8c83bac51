import type { Database } from 'better-sqlite3';
import { pictureReader, presentPicture } from './pictures.ts';
import { among, byId, idsIn, type Around, type Columns, type Story } from './rows.ts';

/** Reads all that some stories name, or what lists show of it: one statement for each kind, however many stories there are. */
export function relationReader(db: Database, { whole } = { whole: true }): (stories: Story[]) => Around {
  function prepare(sql: string) {
    return db.prepare<[string], Columns>(sql);
  }
  const bylines = prepare(`SELECT * FROM bylines WHERE id ${among} AND hidden = 0`);
  const agencies = prepare(`SELECT * FROM agencies WHERE id ${among} AND hidden = 0`);
  const sections = prepare(
    `SELECT s.*, p.slug AS parent_slug, p.name AS parent_name FROM sections s
     LEFT JOIN sections p ON p.id = s.parent_id AND p.hidden = 0 WHERE s.id ${among} AND s.hidden = 0`,
  );
  const topics = prepare(`SELECT id, slug, name FROM topics WHERE id ${among} AND hidden = 0`);
  const corrections = prepare(
    `SELECT * FROM corrections WHERE article_id ${among} AND kind <> 'refile' ORDER BY at DESC, id DESC`,
  );
  const headline = `id, slug, locale, kind, published_at, headline`;
  const headlines = prepare(`SELECT ${headline} FROM live_articles WHERE id ${among}`);
  const translations = prepare(
    `SELECT ${headline}, translation_of FROM live_articles WHERE translation_of ${among} ORDER BY locale`,
  );
  const picturesOf = pictureReader(db);

  return function relationsOf(stories) {
    const contents = stories.map(({ content }) => content);
    const foundBylines = bylines.all(
      idsIn(contents.flatMap(({ bylines }) => bylines.map(({ byline }) => byline))),
    );
    const foundAgencies = agencies.all(
      idsIn(
        contents.flatMap(({ agency, attributions }) => [
          agency,
          ...(whole ? attributions.flatMap((attribution) => [attribution.agency, attribution.via]) : []),
        ]),
      ),
    );
    const suppliers = new Set(contents.map(({ agency }) => agency));
    const pictures = picturesOf([
      ...contents.flatMap(({ leadMedia, placements }) => [
        leadMedia?.media,
        ...(whole ? placements.map(({ media }) => media) : []),
      ]),
      ...(whole ? foundAgencies : [])
        .filter(({ id }) => suppliers.has(id as string))
        .map(({ logo_id: logo }) => logo as string | null),
    ]);
    const shown = {
      bylines: byId(foundBylines),
      agencies: byId(foundAgencies),
      sections: byId(sections.all(idsIn(contents.map(({ section }) => section)))),
      topics: byId(topics.all(idsIn(contents.flatMap(({ topics }) => topics)))),
      pictures: new Map(
        [...pictures]
          .filter(([, row]) => row.rights_expired === 0)
          .map(([id, row]) => [id, presentPicture(row)]),
      ),
    };
    if (!whole) return { ...shown, headlines: new Map(), translations: new Map(), corrections: new Map() };
    const named = contents.flatMap(({ related, translationOf }) => [
      translationOf,
      ...related.map(({ article }) => article),
    ]);
    const originals = stories.map(({ row, content }) => content.translationOf ?? row.id);
    return {
      ...shown,
      headlines: byId(headlines.all(idsIn(named))),
      translations: Map.groupBy(
        translations.all(idsIn(originals)),
        ({ translation_of: original }) => original as string,
      ),
      corrections: Map.groupBy(
        corrections.all(idsIn(stories.map(({ row }) => row.id))),
        ({ article_id: id }) => id as string,
      ),
    };
  };
}
