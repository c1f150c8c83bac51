import { describe, expect, it } from 'vitest';
import { asUri } from '../../src/foundation/uri.ts';

describe('an address as a URI', () => {
  it.each([
    ['https://de.wikipedia.org/wiki/Köln', 'https://de.wikipedia.org/wiki/K%C3%B6ln'],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
    ['https://a.example/b|c{d}^`', 'https://a.example/b%7Cc%7Bd%7D%5E%60'],
    ['https://a.example/?q[]=1&r=100%', 'https://a.example/?q%5B%5D=1&r=100%25'],
    ['https://a.example/b#c#d', 'https://a.example/b#c%23d'],
    ['http://[::1]/ü', 'http://[::1]/%C3%BC'],
    ['mailto:ä@a.example', 'mailto:%C3%A4@a.example'],
  ])('%s is %s', (address, expected) => {
    expect(asUri(address)).toBe(expected);
    expect(asUri(expected)).toBe(expected);
  });

  it.each([
    'https://www.nato.int',
    'HTTPS://A.example:443/../b',
    'https://a.example/%c3%bc?d=e+f#g',
    '#top',
    'ü',
    '',
  ])('stays as it is: %j', (address) => {
    expect(asUri(address)).toBe(address);
  });
});
