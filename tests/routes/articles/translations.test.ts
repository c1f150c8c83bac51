import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

async function inThree() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'chief');
  const { id } = await desk.create({ headline: 'Ferry', slug: 'ferry' });
  await desk.act(id, 'publish', {});
  async function translate(locale: string, headline: string) {
    const { id: other } = (await desk.act(id, 'translate', { locale })).json<{ id: string }>();
    await desk.patch(other, { headline, slug: `ferry-${locale.toLowerCase()}` });
    await desk.act(other, 'publish', {});
    return other;
  }
  const ja = await translate('ja', 'フェリー');
  const fr = await translate('fr', 'Le ferry');
  async function get(path: string) {
    return house.client.get(`/v1/articles/${path}`);
  }
  return { house, desk, get, ids: { en: id, ja, fr } };
}

describe('a story in several languages', () => {
  it('names the others, from the original as from each translation', async () => {
    const { get, ids } = await inThree();
    for (const [locale, others] of [
      ['en', ['fr', 'ja']],
      ['ja', ['en', 'fr']],
      ['fr', ['en', 'ja']],
    ] as const) {
      const story = (await get(ids[locale])).json();
      expect(story.availableLocales).toEqual([locale, ...others]);
      expect(story.translations.map(({ id }: { id: string }) => id)).toEqual(
        others.map((other) => ids[other]),
      );
    }
  });

  it('no longer names one that was taken back', async () => {
    const { desk, get, ids } = await inThree();
    await desk.act(ids.ja, 'withdraw', { reason: 'Wrong.', notice: 'It was wrong.' });
    expect((await get(ids.fr)).json().availableLocales).toEqual(['fr', 'en']);
  });

  it('is given in the nearest language where that is asked for, and only then', async () => {
    const { get, ids } = await inThree();
    expect((await get('ferry?locale=ja')).statusCode).toBe(404);
    expect((await get('ferry?locale=ja&fallback=false')).statusCode).toBe(404);
    for (const [path, locale] of [
      ['ferry?locale=ja&fallback=true', 'ja'],
      ['ferry-ja?locale=fr&fallback=true', 'fr'],
      ['ferry-ja?locale=en&fallback=true', 'en'],
      [`${ids.fr}?locale=ja&fallback=true`, 'ja'],
      ['ferry?locale=de&fallback=true', 'en'],
      ['ferry?locale=fr-CA&fallback=true', 'fr'],
      ['ferry?fallback=true', 'en'],
    ] as const)
      expect([path, (await get(path)).json().locale]).toEqual([path, locale]);
    expect((await get('none?locale=ja&fallback=true')).statusCode).toBe(404);
    expect((await get('ferry/jsonld?locale=ja&fallback=true')).json()).toMatchObject({
      inLanguage: 'ja',
      translationOfWork: { inLanguage: 'en' },
      workTranslation: [{ inLanguage: 'en' }, { inLanguage: 'fr' }],
    });
  });
});
