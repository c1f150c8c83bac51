/**
 * The stories in files that are sent as texts, as the robot of a newsroom takes them out. What stands beside the text of a
 * feed or an export, that robot puts into fields of ours: it is no input of Dateline.
 */
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Way } from './files.ts';

export type Sent = { headline: string; bodyHtml?: string; bodyText?: string };

type Readers = Record<Exclude<Way, 'ninjs' | 'picture'>, (file: string) => Sent[]>;
type Xml = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

export const readers: Readers = {
  page: (file) => [{ headline: inHtml(file, 'title'), bodyHtml: file }],
  feed: (file) => itemsIn(file).map((item) => ({ headline: textIn(item, 'title'), ...feedText(item, file) })),
  jsonFeed: (file) =>
    JSON.parse(file).items.flatMap(({ title, content_html, content_text }: any) => [
      { headline: title, bodyHtml: content_html },
      { headline: title, bodyText: content_text },
    ]),
  wxr: (file) =>
    itemsIn(file).flatMap((item) =>
      ['content:encoded', 'excerpt:encoded'].map((name) => ({
        headline: textIn(item, 'title'),
        bodyHtml: textIn(item, name),
      })),
    ),
  ghost(file) {
    const { posts, db = [] } = JSON.parse(file);
    return [posts ?? [], ...db.map(({ data }: any) => data.posts)]
      .flat()
      .map(({ title, html }) => ({ headline: title, bodyHtml: html ?? '' }));
  },
  wordpress(file) {
    const { title, content, excerpt } = JSON.parse(file);
    return [content, excerpt].map((one) => ({
      headline: inHtml(`<title>${title.rendered}</title>`, 'title'),
      bodyHtml: one?.rendered ?? '',
    }));
  },
  ans(file) {
    const { headlines, content_elements } = JSON.parse(file);
    return [{ headline: headlines.basic, bodyHtml: content_elements.map(ansHtml).join('\n') }];
  },
  tinynews: (file) =>
    JSON.parse(file).flatMap(({ translations }: any) =>
      translations.map(({ headline, content }: any) => ({
        headline,
        bodyHtml: content.map(tinyHtml).join('\n'),
      })),
    ),
  xmlNews(file) {
    const document = xmlIn(file);
    const [headline] = DomUtils.getElementsByTagName(
      (name) => /^(?:hl1|HeadLine|headline)$/.test(name),
      document,
    );
    const bodies = DomUtils.getElementsByTagName(
      (name) => /^(?:body\.content|html|description)$/.test(name),
      document,
    );
    const title = headline ? DomUtils.textContent(headline) : '';
    return [
      { headline: title },
      ...bodies.map((body) => ({ headline: title, bodyHtml: insideOf(body, file) })),
    ];
  },
};

function xmlIn(file: string): Xml {
  return parseDocument(file, { xmlMode: true, withStartIndices: true, withEndIndices: true });
}

/** What stands in an element, as it is written. */
function insideOf({ children }: Element, file: string): string {
  return file.slice(children[0]?.startIndex ?? 0, (children.at(-1)?.endIndex ?? -1) + 1);
}

function itemsIn(file: string): Element[] {
  return DomUtils.getElementsByTagName((name) => name === 'item' || name === 'entry', xmlIn(file));
}

function childrenCalled(item: Element, name: string): Element[] {
  return item.children.filter((child): child is Element => DomUtils.isTag(child) && child.name === name);
}

function textIn(item: Element | Xml, name: string): string {
  const [found] = 'name' in item ? childrenCalled(item, name) : [];
  return found ? DomUtils.textContent(found) : '';
}

function inHtml(html: string, name: string): string {
  return DomUtils.textContent(DomUtils.getElementsByTagName(name, parseDocument(html)));
}

/** The richest of the texts of an item. */
function feedText(item: Element, file: string): Pick<Sent, 'bodyHtml' | 'bodyText'> {
  const found = ['content:encoded', 'content', 'summary', 'description', 'media:description']
    .flatMap((name) => childrenCalled(item, name))
    .find((one) => DomUtils.textContent(one).trim() !== '');
  if (!found) return {};
  const type =
    found.attribs['type'] ??
    (found.name === 'description' || found.name === 'content:encoded' ? 'html' : 'text');
  if (type === 'xhtml') return { bodyHtml: insideOf(found, file) };
  return /html/.test(type)
    ? { bodyHtml: DomUtils.textContent(found) }
    : { bodyText: DomUtils.textContent(found) };
}

/** An element of a story in ANS as the HTML that a robot makes of it. */
function ansHtml(element: any): string {
  const { type, content = '', items = [], content_elements: inside = [], caption = '', url = '' } = element;
  switch (type) {
    case 'text':
      return `<p>${content}</p>`;
    case 'raw_html':
      return content;
    case 'header':
      return `<h2>${content}</h2>`;
    case 'blockquote':
      return `<blockquote>${content}</blockquote>`;
    case 'quote':
      return `<blockquote>${inside.map(ansHtml).join('')}</blockquote>`;
    case 'list':
      return `<ul>${items.map((item: any) => `<li>${ansHtml(item)}</li>`).join('')}</ul>`;
    case 'image':
      return `<figure><img src="${url}" alt="${element.alt_text ?? ''}"><figcaption>${caption}</figcaption></figure>`;
    case 'element_group':
      return inside.map(ansHtml).join('');
    case 'correction':
      return `<aside>${element.text}</aside>`;
    case 'oembed_response':
      return element.raw_oembed.html ?? '';
    case 'interstitial_link':
      return `<p><a href="${url.replaceAll('&', '&amp;')}">${content || url}</a></p>`;
    case 'table':
      return `<table><tr>${element.header.map((cell: any) => `<th>${cell.content}</th>`).join('')}</tr>${element.rows
        .map((row: any[]) => `<tr>${row.map((cell) => `<td>${cell.content}</td>`).join('')}</tr>`)
        .join('')}</table>`;
    default:
      return `<p>${content}</p>`;
  }
}

/** An element of Google Docs as Tiny News keeps it. */
function tinyHtml({ type, html, link, children = [], items = [], style, listType }: any): string {
  const inside = children.map(({ content = '', imageUrl, imageAlt }: any) =>
    imageUrl ? `<figure><img src="${imageUrl}" alt="${imageAlt ?? ''}"></figure>` : content,
  );
  if (type === 'embed') return html ?? `<figure><a href="${link}">${link}</a></figure>`;
  if (type === 'list') {
    const tag = listType === 'NUMBERED' ? 'ol' : 'ul';
    return `<${tag}>${items.map((item: any) => `<li>${tinyHtml(item)}</li>`).join('')}</${tag}>`;
  }
  const heading = /^HEADING_(\d)$/.exec(style ?? '')?.[1];
  return heading ? `<h${heading}>${inside.join('')}</h${heading}>` : `<p>${inside.join('')}</p>`;
}
