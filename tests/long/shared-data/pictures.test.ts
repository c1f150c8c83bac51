import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Note } from '../../../src/library/notes.ts';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';
import { upload } from '../../support/pictures.ts';
import { sharedFile } from '../../support/shared.ts';
import { wayOf } from './files.ts';
import { isKept, keptOf, leavesOf, plain, type Kept, type Leaf } from './leaves.ts';

/** What says nothing of the picture, and why. */
const carriesNothing: [RegExp, string][] = [
  [/^\/(?:JFIF|Adobe|ICC|IFD1|File:(?!Comment))/, 'how the file is written'],
  [/^\/Composite:/, 'what exiftool works out of the others'],
  [
    /^\/XMP-x:XMPToolkit$|^\/IPTC:ApplicationRecordVersion$/,
    'the program that wrote it, and the version of IIM',
  ],
  [/^\/IFD0:(?:.Resolution|ResolutionUnit|YCbCrPositioning)$/, 'how the file is written'],
  [/^\/ExifIFD:/, 'what a camera writes of itself, as the docs say'],
];

/** The prefixes of XMP by the names of exiftool. */
const prefixes: Record<string, string> = { iptcCore: 'Iptc4xmpCore', iptcExt: 'Iptc4xmpExt' };
/** Properties that exiftool calls otherwise than the standard does. */
const names: Record<string, string> = {
  AdditionalModelInformation: 'AddlModelInfo',
  DigitalImageGUID: 'DigImageGUID',
  Comment: 'JPEG comment',
};

describe('every picture of the shared data', () => {
  it('is taken with its words, or a note says what was left out', async (context) => {
    const root = sharedFile(context, 'images');
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'chief');
    const lost: string[] = [];
    for (const name of readdirSync(root).filter((one) => wayOf(`images/${one}`) === 'picture')) {
      const answer = await upload(desk, [{ bytes: readFileSync(join(root, name)), name }]);
      const [{ media, notes = [] }] = answer.json<{ data: [{ media: object; notes?: Note[] }] }>().data;
      const said = leavesOf(JSON.parse(readFileSync(join(root, `${name}.exiftool.json`), 'utf8')));
      const kept = keptOf(media);
      const faults = said.filter(
        (leaf) =>
          !carriesNothing.some(([pattern]) => pattern.test(leaf.pointer)) &&
          !isHere(leaf, kept) &&
          !notes.some((note) => tells(note, leaf)) &&
          !isSaidInXmp(leaf, said),
      );
      lost.push(...faults.map(({ pointer, value }) => `${name} ${pointer}: ${value}`));
    }
    expect(lost).toEqual([]);
  });
});

/** Exiftool writes out what codes mean, `Not Applicable`. */
function isHere({ pointer, value }: Leaf, kept: Kept): boolean {
  return isKept({ pointer, value }, kept) || isKept({ pointer, value: value.replaceAll(' ', '') }, kept);
}

/** Whether it tells of a property as a whole, or of this part of it, by its name or its words. */
function tells({ path = '', detail }: Note, { pointer, value }: Leaf): boolean {
  const [, property = '', ...parts] = pointer.split('/');
  const [, group = '', name = ''] = /^(?:XMP-)?(\w+):([\w-]+)$/.exec(property) ?? [];
  const called = names[name] ?? name;
  const own = [called, `${prefixes[group] ?? group}:${called}`].map((one) => one.toLowerCase());
  if (!own.includes(path.toLowerCase())) return false;
  const part = parts.find((one) => !/^\d+$/.test(one));
  const told = ['is not kept with a picture', value, part ?? ''];
  return told.some((words) => detail.includes(words));
}

/** IIM says again what XMP says, of which the rest is asked. */
function isSaidInXmp({ pointer, value }: Leaf, all: Leaf[]): boolean {
  const said = plain(value.replace(/^(?:\d{3}|IPTC):/, ''));
  return (
    pointer.startsWith('/IPTC:') &&
    all.some((leaf) => leaf.pointer.startsWith('/XMP-') && plain(leaf.value).includes(said))
  );
}
