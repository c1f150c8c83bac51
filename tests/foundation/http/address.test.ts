import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/foundation/http/request/address.ts';

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
