/** Asks for everything that anybody may ask for. */
import { roles, type Role } from '../../src/access/scopes.ts';
import type { House } from '../support/house.ts';

type Method = 'GET' | 'HEAD' | 'OPTIONS';
export type Asked = { method: Method; url: string; headers: Record<string, string> };
/** All that an answer tells, but for what tells only when and which request it was. */
export type Told = { asked: string; answer: string };

/** Each address as it is. */
export function plainRequests(urls: string[]): Asked[] {
  return urls.flatMap((url) => [
    { method: 'GET', url, headers: {} },
    { method: 'HEAD', url, headers: {} },
  ]);
}

/** Each address as it is, and with every header that could make a difference. */
export async function everyRequest(house: House, urls: string[]): Promise<Asked[]> {
  const keys = await Promise.all(roles.map((role: Role) => house.keyFor(role)));
  const variants: Record<string, string>[] = [
    ...keys,
    { cookie: 'session=editor; role=admin; preview=true' },
    ...[
      'text/html',
      'application/xml',
      'application/json',
      'application/problem+json',
      'image/avif,*/*;q=0.1',
    ].map((accept) => ({ accept })),
    ...['*', '"r1"', 'W/"r2"'].map((tag) => ({ 'if-none-match': tag })),
    { 'if-modified-since': 'Mon, 01 Jan 2046 00:00:00 GMT' },
    { 'if-match': '"r1"', 'idempotency-key': 'a' },
    { range: 'bytes=0-10' },
    { 'accept-encoding': 'gzip, br' },
    { 'accept-language': 'fr, ja;q=0.5' },
    { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'desk.example', 'x-http-method-override': 'PATCH' },
  ];
  // A header is tried at every path, and once with each parameter.
  const places = [...new Map(urls.map((url) => [url.replace(/=.*/, ''), url] as const)).values()];
  const dressed = places.flatMap((url) =>
    variants
      // At the desk's own addresses a key may see what it may see.
      .filter(({ authorization }) => authorization === undefined || !url.startsWith('/v1/desk'))
      .map((headers) => ({ method: 'GET' as const, url, headers })),
  );
  const options = places.map((url) => ({
    method: 'OPTIONS' as const,
    url,
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
  }));
  return [...plainRequests(urls), ...dressed, ...options];
}

// Whether an answer was ready says nothing of what the desk does: that is what `writeInSecret` is there to show.
const ofTheMoment = new Set(['date', 'x-request-id', 'cache-status']);

/** Asks all of it, one after the other. */
export async function sweep(house: House, requests: Asked[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const [index, { method, url, headers }] of requests.entries()) {
    // Each from elsewhere: who guesses at links for long is told to wait, and how long.
    const remoteAddress = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    const response = await house.app.inject({ method, url, headers, remoteAddress });
    const kept = Object.entries(response.headers)
      .filter(([name]) => !ofTheMoment.has(name))
      .toSorted(([one], [other]) => one.localeCompare(other));
    const body = response.body.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""');
    told.push({
      asked: `${method} ${url} ${JSON.stringify(headers)}`.replaceAll(/dl_\w+/g, 'dl_…'),
      answer: `${response.statusCode} ${response.statusMessage}\n${kept.map(([name, value]) => `${name}: ${String(value)}`).join('\n')}\n\n${body}`,
    });
  }
  return told;
}

/** Where the mark stands in an answer, with some words around it. */
export function leaks(told: Told[], mark: string): string[] {
  return told.flatMap(({ asked, answer }) => {
    const at = answer.toLowerCase().indexOf(mark);
    return at < 0 ? [] : [`${asked} → …${answer.slice(Math.max(0, at - 60), at + 80)}…`];
  });
}

/** What was answered in another way the second time. */
export function differences(before: Told[], after: Told[]): string[] {
  return before.flatMap(({ asked, answer }, index) => {
    const then = after[index]!.answer;
    if (then === answer) return [];
    const at = answer.split('').findIndex((letter, place) => letter !== then[place]);
    return [
      `${asked} → …${answer.slice(Math.max(0, at - 60), at + 60)}… became …${then.slice(Math.max(0, at - 60), at + 60)}…`,
    ];
  });
}
