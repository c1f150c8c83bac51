import BetterSqlite3 from 'better-sqlite3';
import { encodePlace } from '../src/delivery/changes/cursor.ts';
import { rareWord } from './generate.ts';
import type { House } from './house.ts';

/** What is asked, with the names of values as they stand in the table, and its paths with the values of a house, in turn. */
export type Question = { what: string; paths: string[] };

/** Each list with each filter, order and view, and all else that is read: what is indented goes on from the line above. */
const questions = `
/v1/articles/{slug}
  /ninjs /jsonld /similar
/v1/media/{media}
/v1/articles
  ?section={section} ?topic={topic} ?subject={subject} ?byline={byline} ?agency={agency}
  ?kind=brief ?kind=obituary ?locale=en ?breaking=true ?breaking=false ?urgencyMax=4 ?ids={ids}
  ?publishedFrom={early} ?publishedTo={early} ?updatedFrom={early} ?updatedTo={early}
  ?sort=publishedAt ?sort=-updatedAt ?sort=updatedAt ?sort=-updatedAt&updatedTo={early}
  ?topic={topics} ?section={section}&topic={topic} ?count=true
/v1/search?q=minister
  +court &sort=-publishedAt &section={section} &breaking=true &publishedTo={early} &count=true
/v1/search?q=${rareWord}
  &publishedTo={early}
/v1/search?q=minist*
/v1/search?q="prime+minister"
/feeds/rss.xml
/feeds/atom.xml
/feeds/feed.json
/feeds/ninjs.json
/feeds/sections/{section}/rss.xml
/feeds/topics/{topic}/rss.xml
/feeds/agencies/{agency}/rss.xml
/feeds/bylines/{byline}/rss.xml
/feeds/subjects/{subject}/rss.xml
/feeds/locales/en/rss.xml
/feeds/news-sitemap.xml
/sitemap.xml
/sitemaps/{month}.xml
/v1/alerts
/v1/topics
/v1/corrections
  ?kind=update ?section={section} ?locale=en ?atTo={early} ?count=true
/v1/changes
  ?after=beginning ?after={first} ?after={first}&section={section} ?after={first}&kind=alert
/v1/desk/articles/{slug}
  /versions /history /corrections /preflight /public?asOf=2026-11-02T00:00:00Z
/v1/desk/articles
  ?section={section} ?topic={topic} ?subject={subject} ?byline={byline} ?agency={agency}
  ?kind=brief ?kind=obituary ?locale=en ?locale=de ?state=draft ?state=review ?actor={actor}
  ?publication=live ?publication=withdrawn ?hasUnpublishedChanges=true ?deleted=true
  ?updatedFrom={early} ?updatedTo={early} ?createdFrom={early} ?createdTo={early}
  ?publishedFrom={early} ?publishedTo={early} ?q=minister ?q=${rareWord} ?count=true
  ?sort=updatedAt ?sort=-createdAt ?sort=createdAt
  ?list=mine ?list=review ?list=returned ?list=killsProposed
  ?list=scheduled ?list=embargoed ?list=justPublished ?list=withoutAltText
/v1/desk/search?q=minister
  +court &sort=-savedAt &section={section} &state=review &publishedTo={early} &count=true
/v1/desk/search?q=${rareWord}
  &publishedTo={early}
/v1/desk/search?q=minist*
/v1/desk/lists
  /rights
/v1/desk/incoming
/v1/desk/media/{media}
/v1/desk/media
  ?q=sample ?q=${rareWord} ?agency={agency} ?takenDown=killed ?used=true ?used=false
  ?withoutAltText=true ?withoutAltText=false ?count=true
/v1/desk/events
  ?action=article.saved ?action=article.killed ?subject={id} ?actor={actor}
  ?after=0 ?atFrom={early} ?atTo={early} ?count=true`;

function whats(): string[] {
  let start = '';
  return questions
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith(' '))
        return line
          .trim()
          .split(' ')
          .map((end) => start + end);
      start = line;
      return [line];
    });
}

/** The questions to ask of a house. */
export function questionsOf(house: House): Question[] {
  const values = valuesIn(house);
  return whats().map((what) => {
    const named = Object.entries(values).filter(([name]) => what.includes(`{${name}}`));
    const turns = Math.max(1, ...named.map(([, of]) => of.length));
    const paths = Array.from({ length: turns }, (_, turn) =>
      what.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name]!.at(turn % values[name]!.length)!),
    );
    return { what, paths: paths.map(encodeURI) };
  });
}

/** So many different stories and pictures are asked for in turn, from the newest to the oldest. */
const askedFor = 2_000;

/** A generated story than which nine tenths are newer, and where the log of public changes begins. */
const early = `
  SELECT a.id AS id, a.published_at AS at, a.created_by AS actor, s.slug AS section, g.slug AS agency, r.code AS subject,
    b.slug AS byline, t.slug AS topic, c.seq, c.at AS changedAt
  FROM (SELECT id FROM live_articles ORDER BY published_at DESC, id DESC LIMIT 1 OFFSET ?) l
  JOIN articles a ON a.id = l.id
  JOIN sections s ON s.id = a.section_id JOIN agencies g ON g.id = a.agency_id
  JOIN live_article_subjects r ON r.article_id = a.id
  JOIN live_article_bylines lb ON lb.article_id = a.id JOIN bylines b ON b.id = lb.byline_id
  JOIN live_article_topics lt ON lt.article_id = a.id JOIN topics t ON t.id = lt.topic_id
  JOIN (SELECT seq, at FROM changes ORDER BY seq LIMIT 1) c`;
type Early = Record<'id' | 'actor' | 'section' | 'agency' | 'subject' | 'byline' | 'topic', string> &
  Record<'at' | 'seq' | 'changedAt', number>;

/** What stands for each name: one value, or several to ask for in turn. */
function valuesIn({ file, stories }: House): Record<string, string[]> {
  const db = new BetterSqlite3(file, { readonly: true });
  function all(sql: string): string[] {
    return db.prepare(sql).pluck().all() as string[];
  }
  function some(rows: string[]): string[] {
    return rows.filter((_, index) => index % Math.ceil(rows.length / askedFor) === 0);
  }
  const { at, seq, changedAt, ...names } = db.prepare(early).get(Math.floor(stories * 0.9)) as Early;
  const newest = 'FROM live_articles ORDER BY published_at DESC, id DESC LIMIT';
  try {
    return {
      ...Object.fromEntries(Object.entries(names).map(([name, value]) => [name, [value]])),
      early: [new Date(at).toISOString()],
      month: [new Date(at).toISOString().slice(0, 7)],
      first: [encodePlace({ place: { seq, at: changedAt } })],
      ids: [all(`SELECT id ${newest} 20`).join()],
      topics: [all('SELECT slug FROM topics WHERE NOT hidden LIMIT 3').join()],
      slug: some(all(`SELECT slug ${newest} ${stories}`)),
      media: some(all('SELECT DISTINCT media_id FROM live_article_media ORDER BY media_id')),
    };
  } finally {
    db.close();
  }
}
