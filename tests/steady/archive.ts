/** A newsroom with an archive, and what readers ask of it. */
import Sqlite from 'better-sqlite3';
import { findLibrary, idAt, storyWriter } from '../../bench/rows.ts';
import { storyOf } from '../../bench/story.ts';
import type { Newsroom } from './server-process.ts';

/** Writes so many stories, has them indexed, and gives what readers ask for: of ten, seven stories, two lists, a search. */
export async function fillArchive(newsroom: Newsroom, stories: number): Promise<string[]> {
  await newsroom.stop();
  const db = new Sqlite(newsroom.file);
  const [write, library] = [storyWriter(db), findLibrary(db)];
  const slugs: string[] = [];
  const firstAt = Date.UTC(2024, 0, 1);
  db.transaction(() => {
    for (let number = 0; number < stories; number += 1) {
      const publishedAt = firstAt + number * 3_600_000;
      const content = storyOf(number, { library, bodyBytes: 4_000 });
      write({ id: idAt(publishedAt, number), publishedAt, content });
      slugs.push(content.slug);
    }
  })();
  db.close();
  await newsroom.start();
  const words = ['the', 'a', 'of', ...slugs.slice(0, 50).map((slug) => slug.split('-')[0]!)];
  return slugs.map((slug, index) => {
    if (index % 10 === 9) return `/v1/search?q=${words[index % words.length]!}`;
    return index % 5 === 4 ? `/v1/articles?limit=20&urgencyMax=${1 + (index % 9)}` : `/v1/articles/${slug}`;
  });
}
