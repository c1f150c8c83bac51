import { expect, it } from 'vitest';
import { withoutCredentials } from '../src/main/settings/addresses.ts';

it.each([
  ['s3//bucket/folder', 's3//bucket/folder'],
  ['s3://Bucket_/folder', 's3://Bucket_/folder'],
  ['ftp://backups.example:21/of-it', 'ftp://backups.example:21/of-it'],
  ['s3://key:geheim@bucket/folder', 's3://…@bucket/folder'],
  ['s3://key:ge/he@im@bucket', 's3://…@bucket'],
  ['s3://key:ge/heim/bucket', 's3://key:…'],
  ['s3://bucket?secret=geheim', 's3://bucket?…'],
  ['key:geheim', 'key:…'],
])('an address is shown without credentials: %s', (address, shown) => {
  expect(withoutCredentials(address)).toBe(shown);
});
