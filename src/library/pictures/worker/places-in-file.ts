import { cutText } from '../../../foundation/cut-text.ts';
import type { FileFields } from './file-fields.ts';
import { property, structuresOf } from './tags.ts';

/** Where it was taken: sublocation, city, state and country, as far as they are said. */
export function placeOf(file: FileFields): string | undefined {
  const { tags, xmp, iim, fitLine } = file;
  const created = structuresOf(property(tags.xmp, 'LocationCreated'));
  const legacy = inOneLine([
    xmp('Location') ?? iim('Sub-location'),
    xmp('City') ?? iim('City'),
    xmp('State') ?? iim('Province/State'),
    xmp('Country') ?? iim('Country/Primary Location Name'),
  ]);
  const path = 'Iptc4xmpExt:LocationCreated';
  const [kept = '', ...others] = [legacy, ...created.map((one) => locationOf(file, one))].filter(
    (place) => place !== '',
  );
  for (const other of new Set(others))
    if (other !== kept)
      file.drop(path, cutText(`Another place where it was taken is not kept: "${other}".`, 500));
  file.dropOthers(path, created, parts);
  return fitLine(kept, 300, path);
}

/** What places it shows. */
export function placesShownIn(file: FileFields): string[] {
  const { tags, fitLine, firstOf, dropOthers } = file;
  const path = 'Iptc4xmpExt:LocationShown';
  const shown = structuresOf(property(tags.xmp, 'LocationShown'));
  dropOthers(path, shown, parts);
  return firstOf(20, path, shown.map((one) => locationOf(file, one)).filter(Boolean)).flatMap(
    (place) => fitLine(place, 300, path) ?? [],
  );
}

const parts = ['LocationName', 'Sublocation', 'City', 'ProvinceState', 'CountryName'];

function locationOf({ one }: FileFields, location: object): string {
  const said = parts.map((part) => one(property(location, part), `Iptc4xmpExt:${part}`));
  return inOneLine([...new Set(said)]);
}

function inOneLine(said: (string | undefined)[]): string {
  return said.filter(Boolean).join(', ');
}
