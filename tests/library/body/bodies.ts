/** Pieces that the tests of the body share. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { withKeys } from '../../../src/library/body/keys.ts';
import { resolveBody } from '../../../src/library/body/resolve.ts';
import type { BlockIn, Body, BodyOut } from '../../../src/library/body/schema.ts';
import type { Shown } from '../../../src/library/body/writing/to-html.ts';

export const kishidaPicture = 'media_01g4q22g00epn9j77xa3hcy7rk';
export const otherPicture = 'media_01h455vb4pex5vsknk084sn02q';
export const article = 'article_01h455vb4pex5vsknk084sn02q';

export function paragraph(text: string, more: object = {}): BlockIn {
  return { _type: 'block', children: [{ _type: 'span', text }], ...more };
}

export function paragraphs(...texts: string[]): Body {
  return withKeys(texts.map((text) => paragraph(text)));
}

export function textsOf(body: Body): string[] {
  return body.map((block) =>
    block._type === 'block' ? block.children.map(({ text }) => text).join('') : block._type,
  );
}

export function picture(more: Partial<Shown> = {}): Shown {
  return { src: 'https://example.org/media/md.webp', width: 1024, height: 683, ...more };
}

/** As delivery would: every picture is there, the story that is linked to is live. */
export function shown(body: Body, more: Partial<Shown> = {}): BodyOut<Shown> {
  return resolveBody(body, {
    pictureOf({ media, caption, altText }) {
      if (media !== kishidaPicture && media !== otherPicture) return undefined;
      const words = { ...(caption && { caption }), ...(altText && { altText, decorative: false }) };
      return { ...picture(more), ...words };
    },
    links: new Map([
      [
        article,
        {
          id: article,
          slug: 'nato-invites-partners',
          locale: 'en',
          href: 'https://example.org/nato-invites-partners',
        },
      ],
    ]),
  });
}

const shared = process.env['SHARED_DIR'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const seedPage = resolve(shared, 'seed/kishida-nato.txt');

/** The ten paragraphs of the page that the first story comes from, or undefined where the page is not at hand. */
export function seedParagraphs(): string[] | undefined {
  if (!existsSync(seedPage)) {
    console.log(`Skipped: ${seedPage} is not there. SHARED_DIR names the folder that holds seed/.`);
    return undefined;
  }
  const lines = readFileSync(seedPage, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const first = lines.findIndex((line) =>
    line.startsWith('Japanese Prime Minister Fumio Kishida is considering'),
  );
  return lines.slice(first, first + 10);
}
