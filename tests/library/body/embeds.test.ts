import { describe, expect, it } from 'vitest';
import { readHtml } from './reading.ts';

function embed(fields: object): string {
  return `embed ${JSON.stringify(fields)}`;
}

const video = 'https://www.youtube.com/embed/x1';

describe('an embed', () => {
  it.each([
    [
      'an address without a scheme',
      '<iframe src="//www.youtube.com/embed/x1"></iframe>',
      embed({ url: video }),
    ],
    [
      'a frame that loads late',
      `<iframe src="about:blank" data-src="${video}" title="A"></iframe>`,
      embed({ url: video, title: 'A' }),
    ],
    [
      'a frame that stands in noscript',
      `<p>a</p><noscript><iframe src="${video}"></iframe></noscript>`,
      ['normal: a', embed({ url: video })],
    ],
    [
      'AMP’s YouTube',
      '<amp-youtube data-videoid="x_-1" width="480"></amp-youtube>',
      embed({ url: 'https://www.youtube.com/watch?v=x_-1' }),
    ],
    [
      'AMP’s posts',
      '<amp-twitter data-tweetid="12"></amp-twitter>',
      embed({ url: 'https://twitter.com/i/status/12' }),
    ],
    [
      'AMP’s Facebook',
      '<amp-facebook data-href="https://www.facebook.com/a/posts/1"></amp-facebook>',
      embed({ url: 'https://www.facebook.com/a/posts/1' }),
    ],
    [
      'AMP’s frames',
      `<amp-iframe src="${video}"><amp-img placeholder src="p.jpg"></amp-img></amp-iframe>`,
      embed({ url: video }),
    ],
    [
      'Facebook’s box',
      '<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"></div>',
      embed({ url: 'https://www.facebook.com/a/posts/1', provider: 'facebook' }),
    ],
    [
      'a video',
      '<video controls><source src="https://x.example/a.mp4">No video.</video>',
      embed({ url: 'https://x.example/a.mp4' }),
    ],
    [
      'a sound',
      '<audio src="https://x.example/a.mp3" aria-label="An interview"></audio>',
      embed({ url: 'https://x.example/a.mp3', title: 'An interview' }),
    ],
    [
      'an object',
      '<object data="https://x.example/a.pdf">No PDF.</object>',
      embed({ url: 'https://x.example/a.pdf' }),
    ],
    ['an embed', '<embed src="https://x.example/a.svg">', embed({ url: 'https://x.example/a.svg' })],
    [
      'a video in a figure',
      '<figure class="wp-block-video"><video src="https://x.example/a.mp4"></video><figcaption>A boat</figcaption></figure>',
      embed({ url: 'https://x.example/a.mp4', caption: 'A boat' }),
    ],
    [
      'WordPress’ figure',
      '<figure class="wp-block-embed is-type-video is-provider-youtube"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/x1\n</div>' +
        '<figcaption>A boat</figcaption></figure>',
      embed({ url: 'https://youtu.be/x1', provider: 'youtube', caption: 'A boat' }),
    ],
    [
      'a post of Twitter',
      '<blockquote class="twitter-tweet"><p lang="en">We go. <a href="https://t.co/1">t.co/1</a></p>&mdash; A (@a) ' +
        '<a href="https://twitter.com/a/status/12?ref_src=x">June 4</a></blockquote><script src="https://platform.twitter.com/widgets.js"></script>',
      embed({
        url: 'https://twitter.com/a/status/12?ref_src=x',
        provider: 'twitter',
        caption: 'We go. t.co/1\n— A (@a) June 4',
      }),
    ],
    [
      'a post of Instagram',
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x1/"><a href="https://www.instagram.com/p/x1/">A post by A</a></blockquote>',
      embed({ url: 'https://www.instagram.com/p/x1/', provider: 'instagram', caption: 'A post by A' }),
    ],
    [
      'a film of TikTok',
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1" data-video-id="1"><section><a href="https://www.tiktok.com/@a">@a</a></section></blockquote>',
      embed({ url: 'https://www.tiktok.com/@a/video/1', provider: 'tiktok', caption: '@a' }),
    ],
  ])('%s', (_, html, lines) => {
    expect(readHtml(html).lines).toEqual([lines].flat());
  });

  it.each(['javascript:alert(1)', 'blob:https://x.example/1', 'film.mp4'])(
    'that names %j is dropped, and told',
    (src) => {
      const { lines, notes } = readHtml(`<video src="${src}">No video.</video>`);
      expect(lines).toEqual([]);
      expect(notes).toEqual([
        { name: 'embedDropped', detail: `The address "${src}" cannot be embedded.` },
        { name: 'hiddenDropped', detail: 'What readers do not see is not text: "No video.".' },
      ]);
    },
  );

  it('that names no address keeps what stands in it, and is told', () => {
    const { lines, notes } = readHtml('<video src="">No video.</video>');
    expect(lines).toEqual(['normal: No video.']);
    expect(notes).toEqual([
      { name: 'embedDropped', detail: '<video> names no address: the words in it are kept.' },
    ]);
  });

  it('that is a post without an address stays a quote', () => {
    expect(readHtml('<blockquote class="twitter-tweet"><p>We go.</p></blockquote>').lines).toEqual([
      'blockquote: We go.',
    ]);
  });
});

describe('a picture from elsewhere', () => {
  const shown = ['normal: {A boat|https://x.example/a.jpg}'];
  it.each([
    [
      'that loads late',
      '<p><img src="data:image/gif;base64,R0" data-src="https://x.example/a.jpg" alt="A boat"></p>',
    ],
    ['by data-original', '<p><img data-original="//x.example/a.jpg" alt="A boat"></p>'],
    [
      'that stands in noscript again',
      '<p><img class="lazy" src="data:image/gif;base64,R0" alt="A boat"><noscript><img src="https://x.example/a.jpg" alt="A boat"></noscript></p>',
    ],
    [
      'that stands in noscript as it is',
      '<p><img data-src="https://x.example/a.jpg" alt="A boat"><noscript><img src="https://x.example/a.jpg" alt="A boat"></noscript></p>',
    ],
    ['of AMP', '<amp-img src="https://x.example/a.jpg" alt="A boat"></amp-img>'],
    [
      'with one that counts readers',
      '<p><img src="https://x.example/a.jpg" alt="A boat"></p><img width="1" height="1" src="https://count.example/1">',
    ],
  ])('%s', (_, html) => {
    expect(readHtml(html).lines).toEqual(shown);
  });

  it('stands apart from the words beside it', () => {
    const image = '<img src="https://x.example/a.jpg" alt="A boat">';
    expect(readHtml(`<p>One${image}${image}two</p>`).lines).toEqual([
      'normal: One {A boat|https://x.example/a.jpg} {A boat|https://x.example/a.jpg} two',
    ]);
  });

  it('that stands for a character is that character', () => {
    const { lines, notes } = readHtml('<p>So<img class="emoji" src="https://s.example/1.png" alt="😀">!</p>');
    expect({ lines, notes }).toEqual({ lines: ['normal: So😀!'], notes: [] });
  });
});
