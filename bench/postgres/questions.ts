import { samplePaths } from '../check.ts';
import { publishOf, templateOf } from '../creates.ts';
import type { House } from '../house.ts';
import type { Contest } from '../measure.ts';
import { asked, listPath } from '../names.ts';

/** What is asked of both engines, by the words of the table; `isCold` asks a server that has no cache. */
export type Question = { what: string; isCold: boolean; job: Contest['job'] };

export const questionNames = {
  hotStory: asked.story,
  hotList: asked.list,
  coldStory: `${asked.story}, cache off`,
  coldList: `${asked.list}, cache off`,
  create: 'create, durable',
  publish: 'publish, durable',
} as const;

export function questionsOf(house: House, bodyBytes: number): Question[] {
  const { hotStory, hotList, coldStory, coldList, create, publish } = questionNames;
  const [story, list] = [{ paths: samplePaths(house, 1) }, { paths: [listPath] }];
  const headers = { authorization: house.authorization };
  const post = { path: '/v1/desk/articles', headers, template: templateOf(house.file, bodyBytes) };
  return [
    { what: hotStory, isCold: false, job: story },
    { what: hotList, isCold: false, job: list },
    { what: coldStory, isCold: true, job: story },
    { what: coldList, isCold: true, job: list },
    { what: create, isCold: false, job: { post } },
    { what: publish, isCold: false, job: { post: { ...post, then: publishOf(headers) } } },
  ];
}
