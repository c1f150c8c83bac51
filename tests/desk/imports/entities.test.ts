import { expect, it } from 'vitest';
import { withoutEntities } from '../../../src/desk/imports/formats/ninjs/entities.ts';

it.each([
  ['AT&T &amp; a&copy=1 &foo;', 'AT&T & a&copy=1 &foo;'],
  ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['&lt;b&gt; &quot;&apos; caf&eacute; &NotEqualTilde;', '<b> "\' café ≂̸'],
  ['&#65;&#x42;&#X43; &#x80;', 'ABC €'],
  ['&#0;&#xD800;&#1114112;', '\ufffd\ufffd\ufffd'],
  ['a&#1;b&#xFFFF;c', 'abc'],
])('the references in "%s" are decoded once', (written, decoded) => {
  expect(withoutEntities({ edNote: written })).toEqual({ edNote: decoded });
});

it('as many references as a request holds are decoded', () => {
  const many = 380_000;
  expect(withoutEntities({ edNote: '&amp;'.repeat(many) })).toEqual({ edNote: '&'.repeat(many) });
});
