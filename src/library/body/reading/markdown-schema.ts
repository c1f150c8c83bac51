import { compileSchema, defineSchema } from '@portabletext/schema';
import { decorators, lists, styles } from '../parts.ts';

const picture = {
  name: 'image',
  fields: ['src', 'alt', 'title'].map((name) => ({ name, type: 'string' as const })),
};

/** What Markdown may become: our styles, lists and marks, and nothing else. */
export const markdownSchema = compileSchema(
  defineSchema({
    styles: styles.map((name) => ({ name })),
    lists: lists.map((name) => ({ name })),
    decorators: decorators.map((name) => ({ name })),
    annotations: [{ name: 'link', fields: [{ name: 'href', type: 'string' }] }],
    blockObjects: [picture],
    inlineObjects: [picture],
  }),
);
