import { describe, expect, it } from 'vitest';
import { addressOf, withoutSlash, withoutTracking } from '../../../src/foundation/http/request/address.ts';

describe('the address of a request', () => {
  it.each([
    ['/v1/articles', '/v1/articles', ''],
    ['/v1/articles?limit=1', '/v1/articles', 'limit=1'],
    ['/v1?a?b', '/v1', 'a?b'],
    ['/v1#a=b?c', '/v1', 'a=b?c'],
    ['http://evil.example/v1/articles?limit=1', '/v1/articles', 'limit=1'],
    ['HTTPS://ed:key@evil.example:1/v1', '/v1', ''],
    ['http://evil.example', '/', ''],
    ['http://evil.example?a=1', '/', 'a=1'],
    ['//evil.example/v1', '//evil.example/v1', ''],
    ['/v1/../secret', '/v1/../secret', ''],
    ['/http://evil.example/', '/http://evil.example/', ''],
    ['*', '*', ''],
  ])('%s has the path %s and the query %s', (target, path, query) => {
    expect(addressOf(target)).toEqual({ path, query });
  });
});

describe('the address without the slash at its end', () => {
  it.each([
    ['/v1/articles/', '/v1/articles'],
    ['/v1/articles/?limit=1', '/v1/articles?limit=1'],
    ['http://evil.example/v1/', '/v1'],
    ['/v1/articles', undefined],
    ['/v1/articles?q=/', undefined],
    ['/v1//', undefined],
    ['/', undefined],
    ['//evil.example/', undefined],
    ['/\\evil.example/', undefined],
  ])('of %s is %s', (target, shorter) => {
    expect(withoutSlash(target)).toBe(shorter);
  });
});

describe('the address without tracking', () => {
  it.each([
    ['/v1/articles?utm_source=a&utm_medium=b', '/v1/articles'],
    ['/v1/articles?limit=1&fbclid=a&gclid=b', '/v1/articles?limit=1'],
    ['/v1/articles?utm_source=a&limit=1&limit=2', '/v1/articles?limit=1&limit=2'],
    ['/v1/search?q=utm_source', '/v1/search?q=utm_source'],
    ['/v1/search?q=a?utm_x=1', '/v1/search?q=a?utm_x=1'],
    ['/v1/articles?utm_source', '/v1/articles?utm_source'],
  ])('of %s is %s', (target, kept) => {
    expect(withoutTracking(target)).toBe(kept);
  });
});
