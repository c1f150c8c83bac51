import type { SeedPicture } from './seed.ts';

export const bridgePicture = 'media_01g4q9c8g0ebdtzxtfrscsckgh';

/** Pictures of our own: placeholders for the sample stories, and the agencies' names in plain type for their logos. */
export const pictures: SeedPicture[] = [
  sample(bridgePicture, 'bridge', {
    en: {
      caption: 'Sample picture: the new footbridge over the harbour of Sampleville.',
      altText: "A teal placeholder with a simple arch and the words 'Placeholder picture: a bridge'.",
    },
    ja: {
      caption: '見本の写真:サンプルビルの港に架かる新しい歩道橋。',
      altText: '単純なアーチと「Placeholder picture: a bridge」の文字がある青緑色の仮の画像。',
    },
    fr: {
      caption: 'Photo d’exemple : la nouvelle passerelle du port de Sampleville.',
      altText: 'Image provisoire bleu-vert, avec une arche et les mots « Placeholder picture: a bridge ».',
    },
  }),
  sample('media_01g4q9c8g0en0v6y7pzweyrxv3', 'library', {
    en: {
      caption: 'Sample picture: the reading room of the Sampleville library.',
      altText: "An amber placeholder with a row of books and the words 'Placeholder picture: a library'.",
    },
    ja: {
      caption: '見本の写真:サンプルビル図書館の閲覧室。',
      altText: '並んだ本と「Placeholder picture: a library」の文字がある琥珀色の仮の画像。',
    },
  }),
  sample('media_01g4q9c8g0fq1apzr13x1tyvm0', 'night-sky', {
    en: {
      caption: 'Sample picture: the night sky above Sampleville.',
      altText: "An indigo placeholder with a few stars and the words 'Placeholder picture: the night sky'.",
      extendedDescription:
        'A plain indigo ground. A pale disc stands at the upper right, eight white dots are scattered to its left and below it, and the words are in the lower half.',
      descriptionWriter: 'Alex Sample',
    },
  }),
  sample('media_01g4q9c8g0fgrt8ry6wvcfpay3', 'harbour', {
    en: {
      caption: 'Sample picture: the harbour of Sampleville in the morning.',
      altText: "A coral placeholder with three waves and the words 'Placeholder picture: a harbour'.",
    },
  }),
  logo('media_01g4q9c8g0ewzbhfzd4g4xt9py', 'logo-reuters', 'Reuters', 'ロイター'),
  logo('media_01g4q9c8g0e8vvwzj90v00sefg', 'logo-kyodo', 'Kyodo News', '共同通信'),
  logo('media_01g4q9c8g0ecvra6px9agp00tr', 'logo-voa', 'Voice of America', 'ボイス・オブ・アメリカ'),
  logo('media_01g4q9c8g0evnr90vrmwdyb11w', 'logo-courier', 'Sampleville Courier', 'サンプルビル・クーリエ'),
];

function sample(id: string, folder: string, captions: SeedPicture['captions']): SeedPicture {
  return {
    id,
    folder,
    fields: {
      creditLine: 'Sample picture',
      rights: { usageTerms: 'A placeholder drawn for Dateline: use it as you like.' },
      digitalSourceType: 'digitalCreation',
    },
    captions,
  };
}

/** No agency's real logo is shown: its name in plain type stands for it. */
function logo(id: string, folder: string, en: string, ja: string): SeedPicture {
  return {
    id,
    folder,
    fields: { digitalSourceType: 'digitalCreation' },
    captions: { en: { altText: en }, ja: { altText: ja } },
  };
}
