import { describe, expect, it } from 'vitest';
import * as rules from './rules.ts';
import { importsOf, readSources, type Sources } from './sources.ts';

const house = readSources('src');

describe.each([
  {
    rule: 'imports go down',
    check: rules.importsGoDown,
    planted: [
      ['src/foundation/page.ts', "import { articles } from '../library/table.ts';"],
      ['src/foundation/page.ts', "import type { Article } from '../edition/article.ts';"],
      ['src/library/media.ts', "export { put } from '../edition/put.ts';"],
      ['src/desk/publish.ts', "import { list } from '../delivery/lists.ts';"],
      ['src/delivery/lists.ts', "const desk = await import('../desk/lists.ts');"],
      ['src/delivery/lists.ts', "const desk = require('../desk/lists.ts') as { lists: unknown };"],
      ['src/delivery/lists.ts', "type Copy = import('../desk/copy.ts').Copy;"],
      ['src/delivery/lists.ts', "import { config } from '../main/config.ts';"],
      ['src/edition/put.ts', "import { seed } from '../../seeds/story.ts';"],
      ['src/helpers/strings.ts', ''],
      ['src/strings.ts', ''],
      ['src/main/app.ts', "import { key } from '../commands/key-command.ts';"],
    ],
  },
  {
    rule: 'no circles',
    check: rules.noCircles,
    planted: [
      ['src/edition/put.ts', "import '../edition/put.ts';"],
      [
        'src/edition/a.ts',
        "import type { B } from './b.ts';",
        'src/edition/b.ts',
        "import { a } from './c.ts';",
      ],
    ],
  },
  {
    rule: 'no circles of rooms',
    check: rules.noCirclesOfRooms,
    planted: [
      [
        'src/library/bylines/present.ts',
        "import type { Picture } from '../pictures/schema.ts';",
        'src/library/pictures/store.ts',
        "import { bylines } from '../bylines/table.ts';",
        'src/library/pictures/schema.ts',
        '',
        'src/library/bylines/table.ts',
        '',
      ],
      [
        'src/library/tables/pictures.ts',
        "import type { Crop } from '../pictures/crop.ts';",
        'src/library/pictures/crop.ts',
        '',
        'src/library/pictures/rows/store.ts',
        "import { media } from '../../tables/pictures.ts';",
      ],
    ],
  },
  {
    rule: 'only the app imports routes',
    check: rules.onlyTheAppImportsRoutes,
    planted: [['src/main/main.ts', "import { articleRoutes } from '../delivery/articles/routes.ts';"]],
  },
  {
    rule: 'no index files',
    check: rules.noIndexFiles,
    planted: [['src/library/index.ts', 'export {};']],
  },
  {
    rule: 'no default exports',
    check: rules.noDefaultExports,
    planted: [
      ['src/desk/publish.ts', 'export default function publish() {}'],
      ['src/desk/publish.ts', 'const publish = 1; export default publish;'],
      ['src/desk/publish.ts', 'const publish = 1; export { publish as default };'],
    ],
  },
  {
    rule: 'no long files',
    check: rules.noLongFiles,
    planted: [['src/desk/publish.ts', `${'\n'.repeat(200)}export {};`]],
  },
])('$rule', ({ rule, check, planted }) => {
  it('holds in the house', () => {
    expect(check(house)).toEqual([]);
  });

  it.each(planted)('finds the fault planted in %s (%#)', (...files) => {
    expect(check(sourcesOf(files))).toHaveLength(1);
  });

  it('is a fault to have looked at nothing', () => {
    expect(check(new Map()), rule).toEqual(['looked at nothing']);
  });
});

describe('reading imports', () => {
  it('leaves alone what only looks like one', () => {
    expect(importsOf('src/main/app.ts', "// import './a.ts'\nconst text = \"import './b.ts'\";")).toEqual([]);
  });

  it('lets main know every floor', () => {
    const app =
      "import '../desk/routes.ts'; import '../delivery/routes.ts'; import '../../seeds/story.ts'; import 'zod';";
    expect(rules.importsGoDown(new Map([['src/main/app.ts', app]]))).toEqual([]);
  });
});

/** Path, text, path, text …; `c.ts` closes the circle that two of them begin. */
function sourcesOf(files: string[]): Sources {
  const sources = new Map([['src/edition/c.ts', "import './a.ts';"]]);
  for (let at = 0; at < files.length; at += 2) sources.set(files[at]!, files[at + 1]!);
  return sources;
}
