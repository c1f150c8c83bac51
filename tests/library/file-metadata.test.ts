import { describe, expect, it } from 'vitest';
import { toXmp } from '../../src/library/pictures/renditions/file-metadata.ts';

const metadata = {
  creators: ['Jane Doe'],
  creditLine: 'Jane Doe/Sample',
  notice: '© Jane Doe',
  usageTerms: undefined,
  digitalSourceType: undefined,
  holder: 'Sample Ltd & Sons',
  webStatement: undefined,
  licensors: undefined,
  dataMining: undefined,
  otherConstraints: undefined,
};

function long(length: number): string {
  return "'".repeat(length);
}

describe('what is written into the files of a picture', () => {
  it('fits into a JPEG in however many languages it is described, and keeps whose it is', () => {
    const altTexts = Array.from({ length: 34 }, (_, n): [string, string] => [`x-${n}`, '点'.repeat(1000)]);
    const xmp = toXmp({ ...metadata, altTexts });
    expect(Buffer.byteLength(xmp)).toBeLessThanOrEqual(60_000);
    expect(xmp).toContain('xml:lang="x-default"');
    expect(xmp).toContain('xml:lang="x-0"');
    expect(xmp).not.toContain('xml:lang="x-33"');
    for (const words of ['Jane Doe/Sample', '© Jane Doe', 'Sample Ltd &amp; Sons'])
      expect(xmp).toContain(words);
  });

  it('fits with every field as long as it may be', () => {
    const xmp = toXmp({
      creators: Array.from({ length: 20 }, () => long(200)),
      creditLine: long(300),
      notice: long(1000),
      usageTerms: long(2000),
      digitalSourceType: 'compositeWithTrainedAlgorithmicMedia',
      holder: long(300),
      webStatement: long(300),
      licensors: Array.from({ length: 3 }, () => ({ name: long(80), url: long(250), email: long(80) })),
      dataMining: 'DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING',
      otherConstraints: long(300),
      altTexts: [['en', long(1000)]],
    });
    expect(Buffer.byteLength(xmp)).toBeLessThanOrEqual(60_000);
  });
});
