/** Examples for the contract, as the seed gives them; `tests/contract/examples.test.ts` compares them. */

const kishidaFiles = 'http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/328253e1';

const reutersFiles = 'http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/4178d640';

export const kishidaPicture = {
  id: 'media_01g4q22g00epn9j77xa3hcy7rk',
  caption:
    "Japan's Prime Minister Fumio Kishida speaks at a news conference following the Quadrilateral Security Dialogue (Quad) leaders meeting at the prime minister's official residence in Tokyo, May 24, 2022.",
  altText:
    "A grey placeholder with the words 'Placeholder picture'. The original photograph showed a man speaking at a news conference.",
  thumbHash: 'nucBBYAIx2h2iXdzjLVYhQeDcjAo',
  dominantColour: '#687878',
  width: 1600,
  height: 1067,
  src: `${kishidaFiles}/md.jpg`,
  srcset: [
    `${kishidaFiles}/xs.webp 320w`,
    `${kishidaFiles}/sm.webp 640w`,
    `${kishidaFiles}/md.webp 1024w`,
    `${kishidaFiles}/lg.webp 1600w`,
  ].join(', '),
  formats: ['avif' as const, 'webp' as const, 'jpg' as const],
};

export const kishidaSource = {
  ratio: '16x9' as const,
  mimeType: 'image/webp' as const,
  srcset: [
    `${kishidaFiles}/xs-16x9.webp 320w`,
    `${kishidaFiles}/sm-16x9.webp 640w`,
    `${kishidaFiles}/md-16x9.webp 1024w`,
    `${kishidaFiles}/lg-16x9.webp 1600w`,
  ].join(', '),
};

export const kishidaRendition = {
  name: 'md',
  ratio: 'original' as const,
  src: `${kishidaFiles}/md.jpg`,
  width: 1024,
  height: 683,
};

export const reutersNamed = {
  id: 'agency_01g4q22g00fbdbpfq4r0dq5zty',
  slug: 'reuters',
  name: 'Reuters',
};

/** The logo in stories. */
export const reutersLogo = {
  id: 'media_01g4q9c8g0ewzbhfzd4g4xt9py',
  width: 1600,
  height: 900,
  src: `${reutersFiles}/md.jpg`,
};

export const reuters = {
  ...reutersNamed,
  kind: 'wire' as const,
  founded: 1851,
  owner: {
    name: 'Thomson Reuters Corporation',
    basedIn: 'Toronto, Canada',
  },
  url: 'https://www.reuters.com/',
  creditLine: 'Reuters',
  rights: {
    holder: 'Reuters',
    usageTerms: 'Agency material. Do not copy, redistribute or sell it without the permission of Reuters.',
  },
  logo: {
    ...reutersLogo,
    altText: 'Reuters',
    captionLocale: 'en',
    digitalSourceType: 'digitalCreation' as const,
  },
};

export const reutersBylineNamed = {
  id: 'byline_01g4q22g00f11bnvhjtywgx1q5',
  slug: 'reuters',
  name: 'Reuters',
};

export const reutersByline = { ...reutersBylineNamed, kind: 'desk' as const, agency: reutersNamed };

export const world = {
  id: 'section_01g4q22g00f80t8vqvjnbfgkqr',
  slug: 'world',
  name: 'World',
};

export const asiaPacific = {
  id: 'section_01g4q22g00ebk8w4a7qwg0yj6p',
  slug: 'asia-pacific',
  name: 'Asia-Pacific',
};

export const nato = {
  id: 'topic_01g4q22g00fy3sgn0xtpvyx95c',
  slug: 'nato',
  name: 'NATO',
};
