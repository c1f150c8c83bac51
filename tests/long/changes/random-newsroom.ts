/** A newsroom in which anything may happen next: every public change, in any order, also such as are refused. */
import { createHash } from 'node:crypto';
import type { Desk } from '../../support/desk.ts';
import { described, givenPicture } from '../../support/given.ts';
import type { House } from '../../support/house.ts';

const kinds = ['agencies', 'bylines', 'sections', 'topics'] as const;
type Kind = (typeof kinds)[number];

export type RandomNewsroom = {
  stories: string[];
  pictures: string[];
  alerts: string[];
  records: Record<Kind, string[]>;
  /** The names that records had when they were made, and the ids of those that were deleted. */
  formerly: Record<Kind, string[]>;
  /** What several stories are called, in one language after another. */
  slugs: readonly string[];
  /** Does something; gives what. */
  act: () => Promise<string>;
};

const makes = /is made$|comes out$/;

/** What there is grows with every act; the same numbers of `chance` give the same newsroom. */
export function randomNewsroom(house: House, desk: Desk, chance: () => number): RandomNewsroom {
  const stories: string[] = [];
  const pictures: string[] = [];
  const alerts: string[] = [];
  const records: Record<Kind, string[]> = { agencies: [], bylines: [], sections: [], topics: [] };
  const formerly: Record<Kind, string[]> = { agencies: [], bylines: [], sections: [], topics: [] };
  const slugs = ['ash', 'ember', 'feather'];
  let number = 0;

  function oneOf<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(chance() * all.length)];
  }
  function maybe<T>(value: T | undefined, odds = 0.5): T | undefined {
    return chance() < odds ? value : undefined;
  }
  function fresh(word: string): string {
    number += 1;
    return `${word} ${number}`;
  }

  function content() {
    const related = maybe(oneOf(stories));
    const link = maybe(oneOf(stories), 0.3);
    const shown = maybe(oneOf(pictures), 0.7);
    const translationOf = maybe(oneOf(stories), 0.25);
    const credited = maybe(oneOf(records.bylines), 0.7);
    return {
      headline: fresh('Phoenix'),
      ...maybe({ slug: oneOf(slugs) }, 0.4),
      agency: maybe(oneOf(records.agencies)) ?? null,
      section: maybe(oneOf(records.sections), 0.7) ?? null,
      topics: [maybe(oneOf(records.topics))].filter(Boolean),
      bylines: credited ? [{ byline: credited, role: 'author' }] : [],
      leadMedia: shown ? { media: shown } : null,
      related: related ? [{ relation: 'background', article: related }] : [],
      body: [
        {
          _type: 'block',
          _key: 'a',
          style: 'normal',
          markDefs: link ? [{ _key: 'l', _type: 'articleLink', article: link }] : [],
          children: [{ _type: 'span', _key: 's', text: fresh('words'), marks: link ? ['l'] : [] }],
        },
      ],
      ...(translationOf && { translationOf }),
    };
  }

  async function act(id: string | undefined, action: string, body: object): Promise<void> {
    if (id !== undefined) await desk.act(id, action, body);
  }

  async function publish(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const answer = await desk.act(id, 'publish', {});
    if (answer.statusCode >= 300)
      await desk.act(id, 'publish', {
        change: {
          kind: oneOf(['correction', 'refile', 'update']),
          text: fresh('Corrected'),
          material: chance() < 0.5,
        },
      });
  }

  async function patchRecord(kind: Kind, changes: object): Promise<void> {
    const id = oneOf(records[kind]);
    if (id === undefined) return;
    const { headers } = await desk.send('GET', `/${kind}/${id}`);
    await desk.send('PATCH', `/${kind}/${id}`, { etag: String(headers.etag), body: changes });
  }

  async function patchMedia(changes: object): Promise<void> {
    const id = oneOf(pictures);
    if (id === undefined) return;
    const { headers } = await desk.send('GET', `/media/${id}`);
    await desk.send('PATCH', `/media/${id}`, { etag: String(headers.etag), body: changes });
  }

  async function onMedia(action: string, body: object): Promise<void> {
    const id = oneOf(pictures);
    if (id === undefined) return;
    const { headers } = await desk.send('GET', `/media/${id}`);
    await desk.send('POST', `/media/${id}/${action}`, { etag: String(headers.etag), body });
  }

  function inMinutes(minutes: number): string {
    return new Date(house.clock.now() + minutes * 60_000).toISOString();
  }

  const deeds: Record<string, () => Promise<unknown>> = {
    async 'a record is made'() {
      const kind = oneOf(kinds)!;
      const more = {
        agencies: { kind: 'wire', logo: maybe(oneOf(pictures)) },
        bylines: { kind: 'person', agency: maybe(oneOf(records.agencies)), portrait: maybe(oneOf(pictures)) },
        sections: { parent: maybe(oneOf(records.sections)) },
        topics: {},
      }[kind];
      const made = await desk.send('POST', `/${kind}`, {
        body: { name: fresh('Record'), ...maybe({ hidden: true }, 0.2), ...more },
      });
      const { id, slug } = made.json<{ id: string; slug: string }>();
      if (id === undefined) return;
      records[kind].push(id);
      formerly[kind].push(slug);
    },
    'a record is renamed': () =>
      patchRecord(oneOf(kinds)!, { name: fresh('Record'), ...maybe({ slug: fresh('r').replace(' ', '-') }) }),
    'a record is hidden or shown': () => patchRecord(oneOf(kinds)!, { hidden: chance() < 0.5 }),
    async 'a record is deleted'() {
      const kind = oneOf(kinds)!;
      const id = oneOf(records[kind]);
      if (id === undefined) return;
      const { headers } = await desk.send('GET', `/${kind}/${id}`);
      const answer = await desk.send('DELETE', `/${kind}/${id}`, { etag: String(headers.etag) });
      if (answer.statusCode === 204)
        formerly[kind].push(...records[kind].splice(records[kind].indexOf(id), 1));
    },
    'a section moves': () => patchRecord('sections', { parent: oneOf(records.sections) ?? null }),
    'a portrait changes': () => patchRecord('bylines', { portrait: oneOf(pictures) ?? null }),
    'a logo changes': () => patchRecord('agencies', { logo: oneOf(pictures) ?? null }),
    'an employer changes': () => patchRecord('bylines', { agency: oneOf(records.agencies) ?? null }),
    'an agency says more': () =>
      patchRecord('agencies', { creditLine: fresh('Credit'), rights: { usageTerms: fresh('Terms') } }),
    async 'records are merged'() {
      const kind = oneOf(['agencies', 'bylines', 'topics'] as const)!;
      const [from, into] = [oneOf(records[kind]), oneOf(records[kind])];
      if (from === undefined || into === undefined) return;
      const { headers } = await desk.send('GET', `/${kind}/${from}`);
      await desk.send('POST', `/${kind}/${from}/merge`, { etag: String(headers.etag), body: { into } });
    },
    async 'a picture is made'() {
      pictures.push(
        await givenPicture(house, {
          captions: Object.fromEntries(['en', 'de', 'fr'].map((locale) => [locale, described.en])),
          sha256: createHash('sha256').update(fresh('picture')).digest('hex'),
          ...maybe({ usableUntil: inMinutes(30) }, 0.3),
          ...(records.agencies.length > 0 && { agency: maybe(oneOf(records.agencies)) }),
        }),
      );
    },
    'rights change': () => patchMedia({ usableUntil: maybe(inMinutes(chance() * 60), 0.7) ?? null }),
    'a picture has another supplier': () => patchMedia({ agency: oneOf(records.agencies) ?? null }),
    'a picture has another credit': () => patchMedia({ creditLine: fresh('Credit') }),
    async 'a caption is mended'() {
      const id = oneOf(pictures);
      if (id === undefined) return;
      const { headers } = await desk.send('GET', `/media/${id}`);
      await desk.send('PUT', `/media/${id}/captions/en`, {
        etag: String(headers.etag),
        body: { caption: fresh('Caption'), altText: fresh('Grey') },
      });
    },
    'a picture is withdrawn': () => onMedia('withdraw', { reason: 'Wrong.', notice: 'Wrong.' }),
    'a picture comes back': () => onMedia('bring-back', { reason: 'Right.' }),
    async 'a story is made'() {
      // A patch takes null for nothing.
      const said = Object.entries({ ...content(), locale: oneOf(['en', 'en', 'de', 'fr']) });
      const { id } = await desk.create(Object.fromEntries(said.filter(([, value]) => value !== null)));
      if (id !== undefined) stories.push(id);
    },
    'a story is written anew': () =>
      oneOf(stories) === undefined ? Promise.resolve() : desk.patch(oneOf(stories)!, content()),
    'a story comes out': () => publish(oneOf(stories)),
    'a story is put right': async () => {
      const id = oneOf(stories);
      if (id === undefined) return;
      await desk.patch(id, content());
      await publish(id);
    },
    'a story is withdrawn': () =>
      act(oneOf(stories), 'withdraw', { reason: 'Wrong.', notice: fresh('Wrong') }),
    'a notice is amended': () =>
      act(oneOf(stories), 'amend-notice', { reason: 'Wrong.', notice: fresh('Wrong') }),
    'a story is unpublished': () => act(oneOf(stories), 'unpublish', { reason: 'Early.' }),
    'a story is killed': () =>
      chance() < 0.3
        ? act(oneOf(stories), 'kill', { reason: 'Forged.', notice: 'Gone.' })
        : Promise.resolve(),
    'stories are consolidated': () =>
      act(oneOf(stories), 'consolidate', { reason: 'One.', into: oneOf(stories) }),
    'a story gets an end': () => act(oneOf(stories), 'expire', { reason: 'Old.', at: inMinutes(20) }),
    'a story gets more time': () => act(oneOf(stories), 'extend', { until: inMinutes(90) }),
    'a story is breaking': async () => {
      const id = oneOf(stories);
      if (id === undefined) return;
      await desk.patch(id, { breakingUntil: inMinutes(15) });
      await publish(id);
    },
    async 'a correction is taken back'() {
      const { data } = (await house.client.get('/v1/corrections')).json<{
        data: { id: string; article: { id: string } }[];
      }>();
      const correction = oneOf(data);
      if (!correction) return;
      const { id, article } = correction;
      await act(article.id, `corrections/${id}/retract`, { reason: 'Right.' });
    },
    async 'an alert is sent'() {
      const made = await desk.send('POST', '/alerts', {
        body: {
          headline: fresh('Alert'),
          article: maybe(oneOf(stories), 0.7),
          startsAt: inMinutes(chance() < 0.7 ? 0 : 10),
          endsAt: inMinutes(40),
        },
      });
      alerts.push(made.json<{ id: string }>().id);
    },
    async 'an alert is changed'() {
      const id = oneOf(alerts);
      if (id === undefined) return;
      const { headers } = await desk.send('GET', `/alerts/${id}`);
      await desk.send('PATCH', `/alerts/${id}`, {
        etag: String(headers.etag),
        body: { headline: fresh('Alert') },
      });
    },
    async 'time passes'() {
      house.clock.advance(Math.floor(chance() * 30 * 60_000));
      await house.catchUp();
    },
  };

  return {
    ...{ stories, pictures, alerts, records, formerly, slugs },
    async act() {
      // The larger it is, the less is made and the more is changed.
      const isMaking = chance() < 20 / (20 + number);
      const what = oneOf(Object.keys(deeds).filter((name) => !isMaking || makes.test(name)))!;
      await deeds[what]!();
      return what;
    },
  };
}
