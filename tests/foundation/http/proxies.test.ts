import { describe, expect, it } from 'vitest';
import { countedAs, trustedProxies } from '../../../src/foundation/http/connections/proxies.ts';
import { sampleApp } from './sample-app.ts';

describe('the address of a client', () => {
  it.each([
    ['nobody is trusted', undefined, '10.0.0.7', '198.51.100.1', '10.0.0.7'],
    ['a stranger forges it', ['10.0.0.7'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a proxy names it', ['10.0.0.7'], '10.0.0.7', '198.51.100.1', '198.51.100.1'],
    [
      'the client forged what stands before it',
      ['10.0.0.0/8'],
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'there are two proxies',
      ['10.0.0.7', '192.0.2.0/24'],
      '10.0.0.7',
      '198.51.100.1, 192.0.2.4',
      '198.51.100.1',
    ],
    ['the proxy comes over IPv6', ['fd00::/8'], 'fd00::5', '2001:db8::1', '2001:db8::1'],
    ['the proxy is written as IPv4 in IPv6', ['10.0.0.7'], '::ffff:10.0.0.7', '198.51.100.1', '198.51.100.1'],
    ['the proxy sends no header', ['10.0.0.7'], '10.0.0.7', undefined, '10.0.0.7'],
  ])('where %s', async (_case, trustProxy, remoteAddress, forwarded, expected) => {
    const app = sampleApp({ trustProxy });
    app.get('/who', { config: { access: 'public' }, schema: { hide: true } }, ({ ip }) => ({ ip }));
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const answer = await app.inject({ url: '/who', remoteAddress, headers });
    expect(answer.json()).toEqual({ ip: expected });
    await app.close();
  });

  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['198.51.100.1:50123', '198.51.100.1'],
    ['::ffff:198.51.100.1', '198.51.100.1'],
    ['2001:db8:0:7::1', '2001:db8:0:7'],
    ['2001:DB8:0000:0007:ffff:ffff:ffff:ffff', '2001:db8:0:7'],
    ['[2001:db8:0:7::2]:50123', '2001:db8:0:7'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['1::2:3:4:5:6:7', '1:0:2:3'],
    ['_hidden', 'unknown'],
    ['a'.repeat(8000), 'unknown'],
    ['', 'unknown'],
  ])('%s is counted as %s', (address, name) => {
    expect(countedAs(address)).toBe(name);
  });

  it('is trusted by no name of ours', () => {
    expect(trustedProxies()('127.0.0.1')).toBe(false);
    expect(trustedProxies(['10.0.0.7'])('unknown')).toBe(false);
  });
});
