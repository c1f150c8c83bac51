/** Examples for the contract, as the seeded newsroom serves them; `tests/contract/examples.test.ts` holds them to it. */

export const kishidaPicture = {
  id: 'media_01g4q22g00epn9j77xa3hcy7rk',
  type: 'picture' as const,
  caption:
    "Japan's Prime Minister Fumio Kishida speaks at a news conference following the Quadrilateral Security Dialogue (Quad) leaders meeting at the prime minister's official residence in Tokyo, May 24, 2022.",
  altText:
    "A grey placeholder with the words 'Placeholder picture'. The original photograph showed a man speaking at a news conference.",
  decorative: false,
  captionLocale: 'en',
  contentCreated: '2022-05-24',
  place: 'Tokyo',
  width: 1600,
  height: 1067,
  src: 'http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/776cec06/md.jpg',
  srcset:
    'http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/5c563aee/xs.webp 320w, http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/2e70f03e/sm.webp 640w, http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/d5c69489/md.webp 1024w, http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/48365d6d/lg.webp 1600w',
  renditions: [
    {
      name: 'md',
      src: 'http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/776cec06/md.jpg',
      width: 1024,
      height: 683,
      mimeType: 'image/jpeg',
      bytes: 4731,
    },
    {
      name: 'md',
      src: 'http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/d5c69489/md.webp',
      width: 1024,
      height: 683,
      mimeType: 'image/webp',
      bytes: 3228,
    },
    {
      name: 'md-16x9',
      src: 'http://localhost:3000/media/media_01g4q22g00epn9j77xa3hcy7rk/155edf50/md-16x9.webp',
      width: 1024,
      height: 576,
      mimeType: 'image/webp',
      bytes: 3174,
    },
  ],
};

export const reutersNamed = {
  id: 'agency_01g4q22g00fbdbpfq4r0dq5zty',
  slug: 'reuters',
  name: 'Reuters',
};

export const reuters = {
  ...reutersNamed,
  kind: 'wire' as const,
  profile:
    "Reuters is a news agency founded in 1851 and owned by the Thomson Reuters Corporation based in Toronto, Canada. One of the world's largest wire services, it provides financial news as well as international coverage in over 16 languages to more than 1000 newspapers and 750 broadcasters around the globe.",
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
    id: 'media_01g4q9c8g0ewzbhfzd4g4xt9py',
    type: 'picture' as const,
    altText: 'Reuters',
    decorative: false,
    captionLocale: 'en',
    digitalSourceType: 'digitalCreation' as const,
    width: 1600,
    height: 900,
    src: 'http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/e75a08b5/md.jpg',
    srcset:
      'http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/ba8a9ddb/xs.webp 320w, http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/b12cab9e/sm.webp 640w, http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/0ab2949c/md.webp 1024w, http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/7ff8f2d3/lg.webp 1600w',
    renditions: [
      {
        name: 'md',
        src: 'http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/e75a08b5/md.jpg',
        width: 1024,
        height: 576,
        mimeType: 'image/jpeg',
        bytes: 2908,
      },
      {
        name: 'md',
        src: 'http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/0ab2949c/md.webp',
        width: 1024,
        height: 576,
        mimeType: 'image/webp',
        bytes: 1976,
      },
      {
        name: 'md-16x9',
        src: 'http://localhost:3000/media/media_01g4q9c8g0ewzbhfzd4g4xt9py/0ab2949c/md-16x9.webp',
        width: 1024,
        height: 576,
        mimeType: 'image/webp',
        bytes: 1976,
      },
    ],
  },
};

export const reutersBylineNamed = {
  id: 'byline_01g4q22g00f11bnvhjtywgx1q5',
  slug: 'reuters',
  name: 'Reuters',
  kind: 'desk' as const,
};

export const reutersByline = { ...reutersBylineNamed, agency: reutersNamed };

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
