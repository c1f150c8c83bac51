/** The tags of the contract in the order in which they are shown, by what their operations are for. */
export const tagGroups = [
  {
    name: 'Read',
    tags: [
      { name: 'Articles', description: 'Stories that the public may read now.' },
      { name: 'Feeds', description: 'The newest stories for readers, aggregators and search engines.' },
      { name: 'Changes', description: 'What changed in public.' },
      { name: 'Corrections', description: 'Corrections of stories.' },
      { name: 'Alerts', description: 'Breaking-news alerts.' },
      { name: 'Agencies', description: 'Who supplies news and pictures.' },
      { name: 'Bylines', description: 'Who signs.' },
      { name: 'Sections', description: 'The sections of the site.' },
      { name: 'Topics', description: 'The subjects of stories.' },
      { name: 'Media', description: 'Pictures and their captions.' },
      { name: 'Previews', description: 'Drafts, for those who were given a link.' },
    ],
  },
  {
    name: 'Write',
    tags: [
      { name: 'Desk: articles', description: 'Stories in every state: find, write, review.' },
      { name: 'Desk: publishing', description: 'What may go out, goes out, and is taken back.' },
      { name: 'Desk: corrections', description: 'What readers were told, put right.' },
      { name: 'Desk: versions', description: 'What a story was before.' },
      { name: 'Desk: sources', description: 'What agencies and other systems send.' },
      { name: 'Desk: previews', description: 'Links to drafts.' },
      { name: 'Desk: pictures', description: 'Pictures, their captions and their rights.' },
      { name: 'Desk: alerts', description: 'Breaking news.' },
      { name: 'Desk: agencies', description: 'Agencies, hidden ones among them.' },
      { name: 'Desk: bylines', description: 'Bylines, hidden ones among them.' },
      { name: 'Desk: sections', description: 'Sections, hidden ones among them.' },
      { name: 'Desk: topics', description: 'Topics, hidden ones among them.' },
    ],
  },
  {
    name: 'Administer',
    tags: [
      { name: 'Keys', description: 'Keys, their holders and their permissions at the desk.' },
      { name: 'Webhooks', description: 'Who is told of changes.' },
      { name: 'History', description: 'Who did what, when and why.' },
      { name: 'Service', description: 'About the API itself.' },
    ],
  },
];
