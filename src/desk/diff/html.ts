import { escapeHtml as escape } from '../../foundation/escape-html.ts';
import { isDecorator, isSafeAddress } from '../../library/body/parts.ts';
import { plainText } from '../../library/body/references.ts';
import type { Block, TextBlock } from '../../library/body/schema.ts';
import type { BlockDiff } from './body.ts';
import type { ArticleDiff } from './diff.ts';
import { runsOf, type Mark, type Run } from './marks.ts';
import type { FieldDiff, ItemDiff } from './values.ts';
import type { Segment } from './words.ts';

/** A diff as an HTML page with `<ins>` and `<del>`; every word is escaped, and nothing runs or loads. */
export function diffPage({ locale, from, to, identical, fields, body }: ArticleDiff): string {
  const title = from ? `Version ${from.version} to ${to.version}` : `Version ${to.version}`;
  const parts = [
    `<h1>${title}</h1>`,
    ...(identical ? ['<p>The versions are the same.</p>'] : []),
    ...(fields.length > 0 ? [`<section><h2>Fields</h2>${fieldList(fields)}</section>`] : []),
    `<section><h2>Text</h2>${body.map(block).join('\n')}</section>`,
  ];
  return [
    '<!doctype html>',
    `<html lang="${escape(locale)}">`,
    `<head><meta charset="utf-8"><title>${title}</title></head>`,
    `<body>\n${parts.join('\n')}\n</body>`,
    '</html>\n',
  ].join('\n');
}

function fieldList(fields: FieldDiff[]): string {
  return `<dl>${fields.map((field) => `<dt>${escape(field.pointer.slice(1))}</dt><dd>${fieldWords(field)}</dd>`).join('')}</dl>`;
}

function fieldWords({ before, after, text, items }: FieldDiff): string {
  if (text) return text.map(segment).join('');
  if (items) return `<ul>${items.map((item) => `<li>${itemWords(item)}</li>`).join('')}</ul>`;
  return replaced(before, after);
}

function itemWords({ change, moved, from, to, before, after }: ItemDiff): string {
  if (change === 'moved') return `${escape(say(after))}${movedNote({ from, to })}`;
  return `${replaced(before, after)}${moved ? movedNote({ from, to }) : ''}`;
}

function replaced(before: unknown, after: unknown): string {
  return [
    before === undefined ? '' : tag('del', escape(say(before))),
    after === undefined ? '' : tag('ins', escape(say(after))),
  ]
    .filter(Boolean)
    .join(' ');
}

function block(diff: BlockDiff): string {
  const { change, moved, before, after, text, fields } = diff;
  if (change === 'removed') return whole(before!, 'delete');
  if (change === 'added') return whole(after!, 'insert');
  const note = moved ? movedNote(diff) : '';
  if (change !== 'changed') return whole(after!, 'equal', note);
  const more = fields ? fieldList(fields) : '';
  if (after!._type !== 'block') return `${whole(after!, 'equal', note)}${more}`;
  const runs = text ?? runsOf(after as TextBlock, 'equal');
  return `${paragraph(after as TextBlock, runs.map(run).join('') + note)}${more}`;
}

function whole(part: Block, op: Segment['op'], note = ''): string {
  if (part._type === 'block') return paragraph(part, runsOf(part, op).map(run).join('') + note);
  const words = [part._type, named(part), plainText([part])].filter(Boolean).join(': ');
  return `<p>${segment({ op, text: words })}${note}</p>`;
}

function named(part: Block): string {
  if (part._type === 'image') return part.media;
  if (part._type === 'gallery') return part.items.map(({ media }) => media).join(', ');
  return part._type === 'embed' ? part.url : '';
}

function paragraph({ style, listItem }: TextBlock, words: string): string {
  if (listItem) return `<ul><li>${words}</li></ul>`;
  return tag({ normal: 'p', blockquote: 'blockquote', h2: 'h3', h3: 'h4', h4: 'h5' }[style], words);
}

const tags = { insert: 'ins', delete: 'del' } as const;

function segment({ op, text }: Segment): string {
  const words = escape(text).replaceAll('\n', '<br>');
  return op === 'equal' ? words : tag(tags[op], words);
}

/** Words of which only the marks changed are in `<mark>`. */
function run({ op, text, marks = [], marksBefore }: Run): string {
  const words = marks.reduce(marked, escape(text).replaceAll('\n', '<br>'));
  if (op === 'equal') return marksBefore ? tag('mark', words) : words;
  return tag(tags[op], words);
}

function marked(words: string, { type, href }: Mark): string {
  if (isDecorator(type)) return tag(type === 'strike-through' ? 's' : type, words);
  const isSafe = href !== undefined && isSafeAddress(href);
  return isSafe ? `<a href="${escape(href)}" rel="noreferrer">${words}</a>` : tag('u', words);
}

function movedNote({ from = 0, to = 0 }: { from?: number | undefined; to?: number | undefined }): string {
  return ` <small>(moved from ${from + 1} to ${to + 1})</small>`;
}

/** A value as text: records by name or headline. */
function say(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(say).join(', ');
  const { name, headline, ...rest } = value as Record<string, unknown>;
  if (typeof headline === 'string') return headline;
  if (typeof name === 'string' && 'id' in rest) return name;
  return Object.entries({ ...(name === undefined ? {} : { name }), ...rest })
    .map(([key, part]) => `${key}: ${say(part)}`)
    .join(', ');
}

function tag(name: string, words: string): string {
  return `<${name}>${words}</${name}>`;
}
