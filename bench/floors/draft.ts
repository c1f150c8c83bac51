/** A story as the bench sends it: what it names by id, its text as blocks with keys. */
export type Draft = {
  slug: string;
  locale: 'en';
  kind: string;
  headline: string;
  standfirst: string;
  slugline: string;
  dateline: { text: string; place: string };
  bylines: { byline: string; role: string }[];
  agency: string;
  creditLine: string;
  body: { _type: 'block'; children: { text: string }[] }[];
  leadMedia: { media: string; caption?: string; altText?: string };
  section: string;
  topics: string[];
  subjects: { code: string }[];
  related: { relation: string; article: string }[];
  urgency: number;
};

const id = { type: 'string', maxLength: 200 };
const none = { type: 'array', maxItems: 0 };

/** The same as JSON Schema. What a story of the bench does not have is refused. */
export const draftSchema = object({
  slug: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 200 },
  locale: { const: 'en' },
  kind: { enum: ['story', 'brief', 'alert', 'analysis', 'opinion', 'explainer', 'interview', 'obituary'] },
  headline: words(300),
  standfirst: words(1000),
  slugline: words(120),
  dateline: object({ text: words(200), place: words(200) }),
  bylines: listOf(object({ byline: id, role: { enum: ['author', 'contributor', 'editor'] } }), 50),
  agency: id,
  creditLine: words(300),
  attributions: none,
  body: {
    type: 'array',
    maxItems: 1000,
    items: object({
      _type: { const: 'block' },
      _key: words(64),
      style: { enum: ['normal', 'h2', 'h3', 'blockquote'] },
      children: {
        type: 'array',
        maxItems: 500,
        items: object({ _type: { const: 'span' }, _key: words(64), text: { type: 'string' }, marks: none }),
      },
      markDefs: none,
    }),
  },
  leadMedia: object({ media: id, caption: words(2000), altText: words(1000) }, ['media']),
  placements: none,
  section: id,
  topics: listOf(id, 50),
  subjects: listOf(object({ code: { type: 'string', pattern: '^medtop:\\d{8}$' }, name: words(200) }), 50),
  related: listOf(object({ relation: { enum: ['background', 'update', 'followUp'] }, article: id }), 50),
  urgency: { type: 'integer', minimum: 1, maximum: 9 },
  externalIds: none,
});

function words(maxLength: number) {
  return { type: 'string', minLength: 1, maxLength };
}

function listOf(items: object, maxItems: number) {
  return { type: 'array', items, maxItems, uniqueItems: true };
}

function object(properties: Record<string, object>, required = Object.keys(properties)) {
  return { type: 'object', properties, required, additionalProperties: false };
}
