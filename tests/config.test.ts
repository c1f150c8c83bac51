import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/main/settings/config.ts';

describe('the settings', () => {
  it('take PUBLIC_URL in one spelling', () => {
    for (const address of [
      'https://API.news.example',
      'https://api.news.example/',
      'https://api.news.example:443',
    ])
      expect(readConfig({ PUBLIC_URL: address }).site.publicUrl).toBe('https://api.news.example');
    for (const address of ['https://news.example/größe', 'https://news.example/gr%C3%B6%C3%9Fe/'])
      expect(readConfig({ PUBLIC_URL: address }).site).toMatchObject({
        publicUrl: 'https://news.example/gr%C3%B6%C3%9Fe',
        mediaUrl: 'https://news.example/gr%C3%B6%C3%9Fe/media',
      });
  });

  it('encode SITE_URL, and leave its placeholders', () => {
    const template = 'https://{locale}.zeitung-köln.example/größe/{slug}?id={id}';
    expect(readConfig({ SITE_URL: template }).site.storyUrl).toBe(
      'https://{locale}.xn--zeitung-kln-zfb.example/gr%C3%B6%C3%9Fe/{slug}?id={id}',
    );
  });

  it('take PREVIEW_URL for the page of a preview, and want its token', () => {
    expect(readConfig({ PREVIEW_URL: 'https://news.example/größe/{token}' }).site.previewUrl).toBe(
      'https://news.example/gr%C3%B6%C3%9Fe/{token}',
    );
    expect(readConfig({ PUBLIC_URL: 'https://api.news.example' }).site.previewUrl).toBe(
      'https://api.news.example/v1/previews/{token}',
    );
    for (const [wrong, said] of [
      ['https://news.example/preview', 'PREVIEW_URL must hold {token}'],
      ['news.example/{token}', 'PREVIEW_URL must be an http or https address'],
    ])
      expect(() => readConfig({ PREVIEW_URL: wrong })).toThrow(said!);
  });

  it('read where the site says how it works', () => {
    const SITE_POLICIES = 'ethics=https://news.example/ethics  editorial=https://news.example/a?b=c,d';
    expect(readConfig({ SITE_POLICIES }).site.policies).toEqual({
      ethics: 'https://news.example/ethics',
      editorial: 'https://news.example/a?b=c,d',
    });
    for (const wrong of ['ethics', 'rules=https://news.example/', 'ethics=news.example'])
      expect(() => readConfig({ SITE_POLICIES: wrong })).toThrow(
        'SITE_POLICIES must be names with addresses, like ethics=https://news.example/ethics, separated by spaces',
      );
  });

  it('say that stories have no pages where others are to read them', () => {
    const said = 'SITE_URL is not set: stories have no pages. There are no sitemaps, and feeds lead to JSON.';
    expect(readConfig({ PUBLIC_URL: 'https://news.example' }).warnings).toEqual([said]);
    expect(readConfig({}).warnings).toEqual([]);
    const SITE_URL = 'https://news.example/{slug}';
    expect(readConfig({ PUBLIC_URL: 'https://news.example', SITE_URL }).warnings).toEqual([]);
  });

  it.each([
    'https://news.example//',
    'https://news.example/?a=b',
    'https://news.example/?',
    'https://news.example/#top',
    'https://ed:key@news.example',
  ])('refuse PUBLIC_URL=%s, which is more than a place', (address) => {
    expect(() => readConfig({ PUBLIC_URL: address })).toThrow(
      `PUBLIC_URL must be scheme, host, port and path alone, like https://news.example/cms, not "${address.replace('ed:key', '…')}"`,
    );
  });

  it.each([
    ['DATABASE_URL', 'mysql://dateline:open-sesame@db.example/news'],
    ['DATABASE_URL', 'postgres:dateline:open-sesame@db.example'],
    ['SITE_URL', 'ftp://ed:open-sesame@news.example/{slug}'],
    ['PREVIEW_URL', 'ftp://ed:open-sesame@news.example/{token}'],
    ['DESK_ORIGINS', 'https://ed:open-sesame@news.example'],
  ])('show %s without the password that is in it', (name, value) => {
    function read() {
      return readConfig({ [name]: value });
    }
    expect(read).toThrow(name);
    expect(read).not.toThrow('open-sesame');
  });

  it.each(['ftp://news.example', 'news.example', 'https://'])('refuse PUBLIC_URL=%s', (address) => {
    expect(() => readConfig({ PUBLIC_URL: address })).toThrow('PUBLIC_URL must be an http or https address');
  });

  it('say everything that is wrong in words of the house', () => {
    expect(() => readConfig({ SEED: 'all', LOG_FORMAT: 'xml', PORT: '70000' })).toThrow(
      [
        'PORT must be a port number from 0 to 65535, not "70000"',
        'SEED must be one of samples, none, not "all"',
        'LOG_FORMAT must be one of auto, json, pretty, not "xml"',
      ].join('\n  '),
    );
  });

  it('refuse METRICS_PORT where it is PORT, unless both are free ports', () => {
    expect(() => readConfig({ METRICS_PORT: '3000' })).toThrow(
      'Dateline cannot start with these settings.\n  METRICS_PORT must not be PORT, which is 3000: the metrics need a port of their own',
    );
    expect(readConfig({ PORT: '0', METRICS_PORT: '0' })).toMatchObject({ port: 0, metrics: { port: 0 } });
  });

  it.each([
    ['data/media', 'data/media is in MEDIA_DIR, the folder of the pictures'],
    ['data/media/backups', 'data/media/backups is in MEDIA_DIR, the folder of the pictures'],
    ['data', 'data is the folder of the database'],
    ['data/.', 'data/. is the folder of the database'],
  ])('refuse BACKUP_TO=%s, where the backups would stand among what they hold', (to, why) => {
    expect(() => readConfig({ BACKUP_TO: to })).toThrow(`BACKUP_TO must be a folder of its own: ${why}`);
  });

  it('refuse BACKUP_TO where the pictures or the database would stand among the backups', () => {
    for (const own of [{ MEDIA_DIR: '/srv/pictures/here' }, { DATABASE_URL: '/srv/backups/dateline.db' }])
      expect(() => readConfig({ BACKUP_TO: '/srv', ...own })).toThrow(
        'among the files of the backups in /srv',
      );
    for (const to of ['data/offsite', 'data-2', '/mnt/backups', 's3://bucket/data/media'])
      expect(readConfig({ BACKUP_TO: to }).backup.to).toBe(to);
  });

  it('take the address of a server, and then pictures that every server sees', () => {
    const DATABASE_URL = 'postgres://dateline:open-sesame@db.example:5432/dateline?sslmode=require';
    expect(() => readConfig({ DATABASE_URL })).toThrow('MEDIA_SHARED=on must say that');
    expect(readConfig({ DATABASE_URL, MEDIA_SHARED: 'on' })).toMatchObject({
      databaseUrl: DATABASE_URL,
      databaseFolder: undefined,
    });
  });

  it.each([':memory:', 'mysql://db', 'postgres:/db', 'file:x.db', 'host=db dbname=news'])(
    'refuse DATABASE_URL=%s',
    (path) => {
      expect(() => readConfig({ DATABASE_URL: path })).toThrow(
        'DATABASE_URL must be the path of a SQLite file',
      );
    },
  );

  it.each([
    'true',
    '1',
    '2',
    'loopback',
    '10.0.0.0/0',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.7;10.0.0.8',
    '10.1',
    ',',
  ])('refuse TRUST_PROXY=%s: a proxy is named by its address', (value) => {
    expect(() => readConfig({ TRUST_PROXY: value })).toThrow(
      `TRUST_PROXY must be addresses and CIDR ranges separated by commas, like 10.0.0.7,192.168.0.0/16, not "${value}"`,
    );
  });

  it.each([
    '*',
    'null',
    'https://desk.example/',
    'https://Desk.example',
    'desk.example',
    'https://a b',
    'https://x:443',
  ])('refuse DESK_ORIGINS=%s: no browser sends such an origin', (value) => {
    expect(() => readConfig({ DESK_ORIGINS: value })).toThrow(
      `DESK_ORIGINS must be origins separated by commas, in lower case and without a slash at the end, like https://desk.news.example, not "${value}"`,
    );
  });

  it('take DESK_ORIGINS for a list of origins', () => {
    const { deskOrigins } = readConfig({ DESK_ORIGINS: 'https://desk.example, http://localhost:5173' });
    expect(deskOrigins).toEqual(['https://desk.example', 'http://localhost:5173']);
    expect(readConfig({}).deskOrigins).toEqual([]);
  });

  it('take OUTGOING_HOSTS for a list of hosts, some with a port', () => {
    const OUTGOING_HOSTS = 'Site.internal, 10.0.0.7:3000,[0::1]:8080, zeitung-köln.example:80';
    expect(readConfig({ OUTGOING_HOSTS }).allowedHosts).toEqual([
      ...['site.internal', '10.0.0.7:3000', '[::1]:8080', 'xn--zeitung-kln-zfb.example:80'],
    ]);
    expect(readConfig({}).allowedHosts).toEqual([]);
    for (const wrong of ['*', 'http://a', 'a/b', 'a:0', 'a:70000', '::1', 'a,,b', 'ed@a', '10.0.0.0/8'])
      expect(() => readConfig({ OUTGOING_HOSTS: wrong })).toThrow(
        'OUTGOING_HOSTS must be hosts separated by commas, some with a port, like site.internal,10.0.0.7:3000',
      );
  });

  it('take SECRETS_KEY as 32 bytes, and never show it', () => {
    const SECRETS_KEY = Buffer.alloc(32, 'k').toString('base64');
    expect(readConfig({ SECRETS_KEY }).secrets.key).toEqual(Buffer.alloc(32, 'k'));
    for (const wrong of [
      'open-sesame',
      SECRETS_KEY.slice(4),
      `${SECRETS_KEY} `,
      SECRETS_KEY.replace('a', '*'),
    ])
      expect(() => readConfig({ SECRETS_KEY: wrong })).toThrow(
        'SECRETS_KEY must be 32 random bytes in base64, as `openssl rand -base64 32` prints them, not what was given',
      );
  });

  it('keep secrets by a key in DATA_DIR, but not where other servers need the same', () => {
    expect(readConfig({ DATA_DIR: '/srv' }).secrets).toEqual({ key: undefined, file: '/srv/secrets.key' });
    const server = { DATABASE_URL: 'postgres://db.example/dateline', MEDIA_SHARED: 'on' };
    expect(readConfig(server).secrets).toEqual({ key: undefined, file: undefined });
  });

  it('take TRUST_PROXY for a list of addresses and ranges', () => {
    const { trustProxy } = readConfig({ TRUST_PROXY: '10.0.0.7, 192.168.0.0/16,fd00::/8' });
    expect(trustProxy).toEqual(['10.0.0.7', '192.168.0.0/16', 'fd00::/8']);
    expect(readConfig({}).trustProxy).toBeUndefined();
  });

  it('take HOST=localhost for the one address that all limits are at', () => {
    expect(readConfig({ HOST: 'localhost' }).host).toBe('127.0.0.1');
  });

  it('warn of a server for others whose addresses only this machine can reach', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).warnings).toHaveLength(1);
    const SITE_URL = 'https://news.example/{slug}';
    expect(
      readConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'https://api.news.example', SITE_URL }).warnings,
    ).toEqual([]);
    expect(readConfig({ HOST: '::1' }).warnings).toEqual([]);
  });

  it('serve metrics only where a port is given, on this machine unless told otherwise', () => {
    expect(readConfig({ METRICS_HOST: '0.0.0.0' }).metrics).toBeUndefined();
    expect(readConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1' });
    expect(() => readConfig({ METRICS_PORT: 'on' })).toThrow(
      'METRICS_PORT must be a port number from 0 to 65535, not "on"',
    );
  });
});
