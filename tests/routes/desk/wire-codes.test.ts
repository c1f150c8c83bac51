/** Codes of IPTC vocabularies, in each form in which sources write them. */
import { describe, expect, it } from 'vitest';
import { givenPicture, givenTopic } from '../../support/given.ts';
import { wireItem } from '../../support/wire-item.ts';
import { openWireRoom } from '../../support/wire-room.ts';

function formsOf(code: string): string[] {
  return [
    code,
    ` ${code.toUpperCase()} `,
    `stat:${code}`,
    `Stat:${code}`,
    `http://cv.iptc.org/newscodes/pubstatusg2/${code}`,
    `https://cv.iptc.org/newscodes/pubstatusg2/${code}`,
    `HTTPS://CV.IPTC.ORG/newscodes/pubstatusg2/${code}/`,
  ];
}

describe('the status of an item', () => {
  it.each(['canceled', 'cancelled'])('is %s in every form, also with faults and in a list', async (code) => {
    const { sendAll, send, tray } = await openWireRoom();
    for (const [index, pubStatus] of formsOf(code).entries()) {
      const faulty = { headlines: 'none', bodies: 7, embargoedUntil: 'soon' };
      const { bodies: _, ...bare } = wireItem(2, { pubStatus, uri: `tag:bare:${index}` });
      const list = { uri: 'tag:list', type: 'composite', associations: [bare] };
      const results = [
        await send(wireItem(2, { pubStatus, uri: `tag:${index}` })),
        await send(wireItem(2, { pubStatus, uri: `tag:faulty:${index}`, ...faulty })),
        ...(await sendAll(list)),
      ];
      expect([pubStatus, ...results.map(({ uri, outcome }) => [uri, outcome])]).toEqual([
        pubStatus,
        ...[`tag:${index}`, `tag:faulty:${index}`, `tag:bare:${index}`].map((uri) => [uri, 'cancelled']),
      ]);
    }
    expect(new Set((await tray()).map((one) => one.pubStatus))).toEqual(new Set(['canceled']));
  });

  it.each([
    ['usable', true],
    ['withheld', false],
  ])('is %s in every form', async (code, published) => {
    const { send, tray } = await openWireRoom();
    for (const pubStatus of formsOf(code)) {
      const result = await send(wireItem(1, { pubStatus, uri: `tag:${pubStatus.trim()}` }));
      expect([pubStatus, result.outcome, result.published]).toEqual([pubStatus, 'created', published]);
      expect((await tray())[0]!.pubStatus).toBe(code);
    }
  });

  it('is refused as anything else, with its place', async () => {
    const { send } = await openWireRoom();
    expect(await send(wireItem(1, { pubStatus: 'stat:gone' }))).toMatchObject({
      ...{ outcome: 'refused' },
      errors: [{ pointer: '/pubStatus', detail: 'pubStatus must be one of usable, withheld, canceled' }],
    });
  });
});

describe('the code of a concept that is a topic here', () => {
  it('is noted as not kept, of an old vocabulary and of another', async () => {
    const { house, send } = await openWireRoom();
    for (const name of ['Soccer', 'Own']) await givenTopic(house, { name });
    const subject = [
      { name: 'Soccer', code: '15054000' },
      { name: 'Own', code: 'xx:1' },
    ];
    const { notes } = await send(wireItem(1, { subject }));
    expect(notes.toSorted((one, other) => (one.pointer! < other.pointer! ? -1 : 1))).toEqual([
      {
        name: 'subjectDropped',
        detail: 'The old Subject Code 15054000 is not known here.',
        pointer: '/subject/0',
      },
      {
        name: 'fieldDropped',
        detail:
          'Of subjects outside IPTC\'s vocabularies the names alone are read, and not the codes: "xx:1".',
        pointer: '/subject/1',
      },
    ]);
  });
});

describe('a picture that goes with an item', () => {
  it.each([
    ['usable', true],
    ['withheld', false],
    ['canceled', false],
  ])('%s in every form, is shown: %s', async (code, isShown) => {
    const { house, send, editor } = await openWireRoom();
    const media = await givenPicture(house);
    for (const pubStatus of formsOf(code)) {
      const altIds = [{ role: 'media', value: media }];
      const associations = [{ name: 'main', type: 'picture', uri: 'tag:picture', pubStatus, altIds }];
      const { article } = await send(wireItem(1, { associations, uri: `tag:${pubStatus.trim()}` }), '');
      expect([pubStatus, (await editor.read(article!)).leadMedia !== undefined]).toEqual([
        pubStatus,
        isShown,
      ]);
    }
  });
});

describe('the type of an item', () => {
  it('is a story in every form, alone and in a list', async () => {
    const { sendAll } = await openWireRoom();
    for (const type of ['text', 'Text', 'ninat:text', 'http://cv.iptc.org/newscodes/ninature/text']) {
      const uri = `tag:${type}`;
      for (const composite of ['composite', 'ninat:composite'])
        expect(
          await sendAll({ uri: 'tag:list', type: composite, associations: [wireItem(1, { type, uri })] }),
        ).toMatchObject([{ uri, errors: [] }]);
      expect(await sendAll(wireItem(1, { type, uri }))).toMatchObject([{ outcome: 'unchanged' }]);
    }
  });

  it('is a picture as "ninat:picture"', async () => {
    const { send } = await openWireRoom();
    expect((await send(wireItem(1, { type: 'ninat:picture' }))).errors).toMatchObject([
      { pointer: '/type', detail: 'This is a picture: upload its file at /v1/desk/media.' },
    ]);
  });
});
