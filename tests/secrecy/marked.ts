/** What is sent to the desk, with a mark in every text. */
/** In no word, no slug, no id and no address of anything public. */
export const mark = 'zqcanary';

/** An address that carries the mark. */
export function link(where: string): string {
  return `https://${mark}.example/${where}`;
}
/** Words with the mark about who owns it. */
export function rights(say: (field: string) => string) {
  return { holder: say('rights holder'), notice: say('rights notice'), usageTerms: say('rights terms') };
}

/** Says the mark, where it stands and in which field. */
export function saying(where: string) {
  return (field: string) => `${mark} ${where}: ${field}`;
}

/** A story with the mark in every text it can hold; `topics` and the like are of the seed, and say nothing. */
export function markedStory(where: string, { picture }: { picture: string }) {
  const say = saying(where);
  return {
    slug: `${mark}-${where}`,
    kind: 'analysis' as const,
    headline: say('headline'),
    headlines: { short: say('short'), seo: say('seo'), social: say('social') },
    kicker: say('kicker'),
    standfirst: say('standfirst'),
    slugline: say('slugline'),
    dateline: { text: say('dateline'), place: say('dateline place'), date: '2022-06-14' },
    bylines: [{ byline: 'alex-sample', role: 'author' as const, place: say('byline place') }],
    bylineText: say('byline text'),
    agency: 'kyodo',
    creditLine: say('credit line'),
    attributions: [
      { role: 'firstReport' as const, name: say('attribution name'), via: 'reuters' },
      { role: 'anonymousSource' as const, description: say('source'), reason: say('anonymity') },
    ],
    bodyText: `${say('first paragraph')}\n\n${say('second paragraph')}`,
    leadMedia: { media: picture, caption: say('lead caption'), altText: say('lead alt') },
    placements: [{ media: picture, caption: say('placed caption'), altText: say('placed alt') }],
    section: 'politics',
    topics: ['transport'],
    subjects: [{ code: 'medtop:20000341', name: say('subject') }],
    related: [{ relation: 'background' as const, url: link(where), title: say('related') }],
    urgency: 4,
    edNote: say('note to readers'),
    deskNote: say('desk note'),
    rights: rights(say),
    canonicalUrl: link(where),
    externalIds: [{ scheme: `${mark}-scheme`, value: `${mark}-${where}` }],
  };
}

/** Records of the library with the mark in every text, by the plural in their path. */
export function markedRecords(where: string, { picture }: { picture: string }) {
  const say = saying(where);
  const policy = link(`${where}-policy`);
  return {
    agencies: {
      slug: `${mark}-${where}-agency`,
      name: say('agency name'),
      kind: 'wire',
      profile: say('profile'),
      founded: 1851,
      owner: { name: say('owner'), basedIn: say('owner base') },
      url: link(where),
      logo: picture,
      creditLine: say('agency credit'),
      rights: rights(say),
      policies: { ethics: policy, corrections: policy },
    },
    bylines: {
      slug: `${mark}-${where}-byline`,
      name: say('byline name'),
      kind: 'person',
      jobTitle: say('job'),
      bio: say('bio'),
      agency: 'kyodo',
      portrait: picture,
      contacts: [{ kind: 'email', value: `${mark}@desk.example` }],
      languages: ['en'],
    },
    sections: {
      slug: `${mark}-${where}-section`,
      name: say('section name'),
      names: { ja: say('section name in Japanese') },
      parent: 'world',
      description: say('section text'),
      order: 5,
    },
    topics: {
      slug: `${mark}-${where}-topic`,
      name: say('topic name'),
      names: { ja: say('topic name in Japanese') },
      description: say('topic text'),
      mediaTopic: 'medtop:20000341',
    },
  };
}

export type RecordKind = keyof ReturnType<typeof markedRecords>;
