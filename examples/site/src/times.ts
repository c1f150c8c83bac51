const timeZone = process.env['TIME_ZONE'] ?? 'UTC';

/** A date as readers of this language write it. */
export function dateIn(locale: string, at: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(at));
}

/** A date with the time of day and the zone. */
export function timeIn(locale: string, at: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'long', day: 'numeric' },
    ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    timeZone,
  }).format(new Date(at));
}
