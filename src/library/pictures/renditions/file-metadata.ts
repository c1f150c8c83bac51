import { escapeHtml } from '../../../foundation/escape-html.ts';
import { holdersOf } from '../../rights.ts';
import type { Licensor } from '../../picture-rights.ts';
import type { CaptionRow, MediaRow } from '../rows/store.ts';

/** The metadata that is written into every rendition, for people who find the file elsewhere. */
export type FileMetadata = {
  creators: string[];
  creditLine: string | undefined;
  notice: string | undefined;
  usageTerms: string | undefined;
  digitalSourceType: string | undefined;
  /** By language; the first is the default. */
  altTexts: [locale: string, words: string][];
  holder: string | undefined;
  webStatement: string | undefined;
  licensors: Licensor[] | undefined;
  dataMining: string | undefined;
  otherConstraints: string | undefined;
};

export type Described = Pick<MediaRow, 'creators' | 'creditLine' | 'rights' | 'digitalSourceType'> & {
  captions: CaptionRow[];
};

/** The metadata of a picture's files: creators, credit, copyright, terms, alt text; no place and no device. */
export function metadataOf(picture: Described, defaultLocale: string): FileMetadata {
  const { creators, creditLine, rights, digitalSourceType, captions } = picture;
  const altTexts = captions
    .flatMap(({ locale, altText }): [string, string][] => (altText ? [[locale, altText]] : []))
    .sort(
      ([one], [other]) =>
        Number(other === defaultLocale) - Number(one === defaultLocale) || (one < other ? -1 : 1),
    );
  return {
    creators: creators?.map(({ name }) => name) ?? [],
    creditLine: creditLine ?? undefined,
    notice: rights?.notice,
    usageTerms: rights?.usageTerms,
    digitalSourceType: digitalSourceType ?? undefined,
    altTexts,
    holder: rights?.holder,
    webStatement: rights?.webStatement,
    licensors: rights?.licensors,
    dataMining: rights?.dataMining,
    otherConstraints: rights?.otherConstraints,
  };
}

/** A JPEG holds an XMP packet of at most 65,502 bytes. */
const mostBytes = 60_000;

/**
 * The XMP packet (ISO 16684-1) with properties of the IPTC Photo Metadata Standard. If it is too long, the last alt
 * texts are left out; everything else always fits.
 */
export function toXmp(metadata: FileMetadata): string {
  const packet = writeXmp(metadata);
  const { altTexts } = metadata;
  return altTexts.length <= 1 || Buffer.byteLength(packet) <= mostBytes
    ? packet
    : toXmp({ ...metadata, altTexts: altTexts.slice(0, -1) });
}

function writeXmp(metadata: FileMetadata): string {
  const { creators, creditLine, notice, usageTerms, digitalSourceType, altTexts, holder } = metadata;
  const { webStatement, licensors, dataMining, otherConstraints } = metadata;
  const holders = holdersOf({ holder });
  const properties = [
    creators.length > 0 && element('dc:creator', `<rdf:Seq>${creators.map(item).join('')}</rdf:Seq>`),
    creditLine && element('photoshop:Credit', escapeXml(creditLine)),
    notice && element('dc:rights', inLanguages([['x-default', notice]])),
    holders.length > 0 &&
      structures(
        'plus:CopyrightOwner',
        holders.map((name) => ({ 'plus:CopyrightOwnerName': name })),
      ),
    usageTerms && element('xmpRights:UsageTerms', inLanguages([['x-default', usageTerms]])),
    webStatement && element('xmpRights:WebStatement', escapeXml(webStatement)),
    licensors &&
      structures(
        'plus:Licensor',
        licensors.map(({ name, url, email }) => ({
          'plus:LicensorName': name,
          'plus:LicensorURL': url,
          'plus:LicensorEmail': email,
        })),
      ),
    dataMining && element('plus:DataMining', `http://ns.useplus.org/ldf/vocab/${dataMining}`),
    otherConstraints && element('plus:OtherConstraints', inLanguages([['x-default', otherConstraints]])),
    digitalSourceType &&
      element(
        'Iptc4xmpExt:DigitalSourceType',
        `http://cv.iptc.org/newscodes/digitalsourcetype/${digitalSourceType}`,
      ),
    altTexts.length > 0 &&
      element(
        'Iptc4xmpCore:AltTextAccessibility',
        inLanguages([['x-default', altTexts[0]![1]], ...altTexts]),
      ),
  ];
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${namespaces}>${properties.filter(Boolean).join('')}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`;
}

const namespaces = Object.entries({
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  plus: 'http://ns.useplus.org/ldf/xmp/1.0/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
})
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function item(words: string): string {
  return element('rdf:li', escapeXml(words));
}

/** A list of structures, each with the properties that have a value. */
function structures(name: string, items: Record<string, string | undefined>[]): string {
  const written = items.map((one) => {
    const properties = Object.entries(one).map(([part, value]) => value && element(part, escapeXml(value)));
    return `<rdf:li rdf:parseType="Resource">${properties.filter(Boolean).join('')}</rdf:li>`;
  });
  return element(name, element('rdf:Seq', written.join('')));
}

function inLanguages(words: [locale: string, words: string][]): string {
  const items = words.map(([locale, said]) => `<rdf:li xml:lang="${locale}">${escapeXml(said)}</rdf:li>`);
  return element('rdf:Alt', items.join(''));
}

/** Escapes element content. A double quote needs nothing there, and would take six bytes. */
function escapeXml(text: string): string {
  return escapeHtml(text).replaceAll('&quot;', '"');
}
