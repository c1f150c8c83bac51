import { describe, expect, it } from 'vitest';
import { addressFault } from '../../../src/foundation/outgoing/address-fault.ts';
import { isPublicAddress } from '../../../src/foundation/outgoing/public-address.ts';
import { notPublic } from './spellings.ts';

describe('an IP address', () => {
  it.each(notPublic.filter((host) => /^[\d.]{7,}$|:/.test(host)).map((host) => host.replace(/[[\]]/g, '')))(
    'is not public: %s',
    (address) => expect(isPublicAddress(address)).toBe(false),
  );

  it.each(['8.8.8.8', '93.184.215.14', '172.15.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'is public: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it('is none: a name, or nothing', () => {
    expect([isPublicAddress('localhost'), isPublicAddress('')]).toEqual([false, false]);
  });
});

describe('the address of a receiver', () => {
  it.each(['https://receiver.example/hook?site=a', 'https://receiver.example:8443/', 'https://8.8.8.8/'])(
    'may be %s',
    (address) => expect(addressFault(address, [])).toBeUndefined(),
  );

  it.each([...notPublic, 'localhost.', 'db.localhost', 'postgres'])('may not be at %s', (host) => {
    expect(addressFault(`https://${host}/`, [])).toContain('is, or resolves to, a private address');
  });

  it.each([
    ['hook', 'an https URL'],
    ['file:///etc/passwd', 'an https URL'],
    ['ftp://receiver.example/', 'an https URL'],
    ['gopher://receiver.example:443/', 'an https URL'],
    ['http://receiver.example/', 'http is only for hosts that the setting OUTGOING_HOSTS names'],
    ['https://ed@receiver.example/', 'a user or a password'],
    ['https://receiver.example/hook#now', 'a fragment'],
    ['https://:pass@receiver.example/', 'a user or a password'],
    [`https://${'a.'.repeat(150)}example/`, 'at most 253 characters'],
    ...['22', '25', '80', '5432', '6379', '9200'].map((port) => [
      `https://receiver.example:${port}/`,
      'The port must be 443 or 8443',
    ]),
  ])('may not be %s', (address, why) => {
    expect(addressFault(address, [])).toContain(why);
  });

  it('may be private and http where the setting names its host, or this port of it', () => {
    const hosts = ['site.internal', '10.0.0.7:3000', '[::1]'];
    for (const address of [
      'http://site.internal/',
      'https://SITE.internal:22/',
      'http://10.0.0.7:3000/hook',
      'http://[::1]:5432/',
    ])
      expect(addressFault(address, hosts)).toBeUndefined();
    for (const address of [
      'http://10.0.0.7/',
      'https://10.0.0.7/',
      'http://a.site.internal/',
      'http://127.0.0.1/',
    ])
      expect(addressFault(address, hosts)).toBeDefined();
    expect(addressFault('http://ed@site.internal/', hosts)).toContain('a user or a password');
    expect(addressFault('ftp://site.internal/', hosts)).toContain('an https URL');
  });
});
