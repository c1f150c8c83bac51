import type { FileFields } from './file-fields.ts';
import { property, said, structuresOf } from './tags.ts';

/** Where it was taken: sublocation, city, state and country, as far as they are said. */
export function placeOf({ tags, xmp, iim, fit }: FileFields): string | undefined {
  const [created] = structuresOf(property(tags.xmp, 'LocationCreated'));
  const legacy = inOneLine([
    xmp('Location') ?? iim('Sub-location'),
    xmp('City') ?? iim('City'),
    xmp('State') ?? iim('Province/State'),
    xmp('Country') ?? iim('Country/Primary Location Name'),
  ]);
  return fit(legacy || (created && locationOf(created)), 300, 'Iptc4xmpExt:LocationCreated');
}

/** What places it shows. */
export function placesShownIn({ tags, fit, firstOf }: FileFields): string[] {
  const places = structuresOf(property(tags.xmp, 'LocationShown')).map(locationOf).filter(Boolean);
  return firstOf(20, 'Iptc4xmpExt:LocationShown', places).flatMap(
    (place) => fit(place, 300, 'Iptc4xmpExt:LocationShown') ?? [],
  );
}

function locationOf(location: object): string {
  const parts = ['LocationName', 'Sublocation', 'City', 'ProvinceState', 'CountryName'];
  return inOneLine([...new Set(parts.map((part) => said(property(location, part))))]);
}

function inOneLine(parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}
