import { cutText } from '../../../../foundation/cut-text.ts';
import type { bylineRoles } from '../../../../edition/articles/content.ts';
import type { IncomingCredit } from '../incoming.ts';
import { addNote, newFragment, quotedList, type Fragment } from './fragment.ts';
import type { NinjsItem } from './schema.ts';

type Role = (typeof bylineRoles)[number];

/** Roles of authors as Superdesk's newsrooms call them. */
const roles = new Map<string, Role>(
  Object.entries({
    ...{
      writer: 'author',
      author: 'author',
      reporter: 'author',
      journalist: 'author',
      correspondent: 'author',
    },
    ...{ photographer: 'photographer', photo: 'photographer', editor: 'editor', translator: 'translator' },
    contributor: 'contributor',
  }),
);

/** What is kept of an author; `avatar_url`, `biography` and the like are the byline's own. */
const kept = new Set(['name', 'role', 'literal', 'uri']);

/** The authors that Superdesk names one by one. */
export function authorsOf({ authors = [] }: NinjsItem): Fragment & { credits?: IncomingCredit[] } {
  const fragment = newFragment();
  const credits: IncomingCredit[] = [];
  const lost = new Set<string>();
  for (const [index, author] of authors.entries()) {
    const place = `/authors/${index}`;
    const { name, role = 'author' } = author;
    for (const key of Object.keys(author)) if (!kept.has(key)) lost.add(key);
    if (!name?.trim()) {
      addNote(fragment, 'fieldDropped', 'An author without a name is not kept.', place);
      continue;
    }
    const known = roles.get(role.toLowerCase());
    if (known === undefined)
      addNote(
        fragment,
        'fieldChanged',
        `The role "${cutText(role, 60)}" became contributor.`,
        `${place}/role`,
      );
    fragment.from[`/credits/${credits.length}`] = place;
    credits.push({ name: name.trim(), role: known ?? 'contributor' });
  }
  if (lost.size > 0)
    addNote(
      fragment,
      'fieldDropped',
      `Of authors name and role are kept, not ${quotedList([...lost])}.`,
      '/authors',
    );
  return credits.length > 0 ? { ...fragment, credits } : fragment;
}
