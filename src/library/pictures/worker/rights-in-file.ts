import { WebAddress } from '../../../foundation/schemas/wire.ts';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../../foundation/unless-empty.ts';
import type { Licensor, PictureRights } from '../../picture-rights.ts';
import { dataMinings } from '../../picture-rights.ts';
import type { Release, releaseStatuses } from '../../tables/pictures.ts';
import type { FileFields } from './file-fields.ts';
import { listOf, property, said, structuresOf } from './tags.ts';

/** Who holds the rights and who licenses them, the terms, and whether the picture may be mined for data. */
export function rightsOf(file: FileFields): PictureRights | undefined {
  const { tags, xmp, iim, exif, fit, fitLine, first } = file;
  const owners = structuresOf(property(tags.xmp, 'CopyrightOwner'));
  file.dropOthers('plus:CopyrightOwner', owners, ['CopyrightOwnerName']);
  const holders = owners.flatMap((one) => listOf(property(one, 'CopyrightOwnerName'))).join('; ');
  const rights = omitAbsent({
    holder: fitLine(holders, 300, 'plus:CopyrightOwner'),
    notice: first(1000, 'dc:rights', xmp('rights'), iim('Copyright Notice'), exif('Copyright')),
    usageTerms: first(2000, 'xmpRights:UsageTerms', xmp('UsageTerms')),
    webStatement: webAddress(file, xmp('WebStatement'), 'xmpRights:WebStatement', 300),
    licensors: unlessEmpty(licensorsOf(file)),
    dataMining: dataMiningOf(file),
    otherConstraints: fit(xmp('OtherConstraints'), 300, 'plus:OtherConstraints'),
  });
  return Object.keys(rights).length > 0 ? rights : undefined;
}

function licensorsOf(file: FileFields): Licensor[] {
  const path = 'plus:Licensor';
  const found = file.firstOf(3, path, structuresOf(property(file.tags.xmp, 'Licensor')));
  file.dropOthers(path, found, ['LicensorName', 'LicensorURL', 'LicensorEmail']);
  return found.flatMap((one) => {
    const licensor = omitAbsent({
      name: file.fitLine(said(property(one, 'LicensorName')), 80, path),
      url: webAddress(file, said(property(one, 'LicensorURL')), path, 250),
      email: file.fitLine(said(property(one, 'LicensorEmail')), 80, path),
    });
    return Object.keys(licensor).length > 0 ? [licensor] : [];
  });
}

function dataMiningOf(file: FileFields): PictureRights['dataMining'] {
  const code = codeOf(file, 'DataMining');
  if (code === undefined) return undefined;
  const known = dataMinings.find((one) => one === code.toUpperCase());
  return known ?? file.drop('plus:DataMining', `"${code}" is not in the PLUS vocabulary of data mining.`);
}

// Of PLUS: without its prefix, model and property releases have the same codes.
const statuses: Record<string, (typeof releaseStatuses)[number]> = {
  NON: 'none',
  NAP: 'notApplicable',
  UMR: 'unlimited',
  UPR: 'unlimited',
  LMR: 'limitedOrIncomplete',
  LPR: 'limitedOrIncomplete',
};

/** Whether those shown, or the owners of what is shown, agreed to the use of the picture. */
export function releaseOf(file: FileFields, kind: 'Model' | 'Property'): Release | undefined {
  const path = `plus:${kind}ReleaseStatus`;
  const code = codeOf(file, `${kind}ReleaseStatus`);
  const status = statuses[code?.slice(-3).toUpperCase() ?? ''];
  if (code !== undefined && !status) file.drop(path, `"${code}" is not in the PLUS vocabulary of releases.`);
  const ids = file
    .firstOf(20, path, listOf(property(file.tags.xmp, `${kind}ReleaseID`)))
    .flatMap((id) => file.fitLine(id, 200, path) ?? []);
  const release = omitAbsent({ status, ids: unlessEmpty(ids) });
  return Object.keys(release).length > 0 ? release : undefined;
}

/** The last part of a term's address, or the term itself. */
function codeOf({ xmp }: FileFields, name: string): string | undefined {
  return xmp(name)?.split('/').at(-1) || undefined;
}

/** An address is kept whole or not at all. */
function webAddress(
  { drop }: FileFields,
  words: string | undefined,
  path: string,
  max: number,
): string | undefined {
  if (words === undefined) return undefined;
  if (words.length > max) return drop(path, `The address has ${words.length} characters, over ${max}.`);
  return WebAddress.safeParse(words).success
    ? words
    : drop(path, `"${words}" is no address of http or https.`);
}
