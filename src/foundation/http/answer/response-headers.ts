/**
 * The headers that some answers carry and a client should know of; those that are required are always there. What every
 * answer has is in the introduction of the contract.
 */
export const responseHeaders = {
  Allow: describe('The methods that the address knows.', 'GET, HEAD, OPTIONS', { required: false }),
  'Accept-Encoding': describe('Which `Content-Encoding` a body may have: none.', 'identity', {
    required: false,
  }),
  'Accept-Patch': describe(
    'The media types in which a PATCH is taken (RFC 5789).',
    'application/merge-patch+json, application/json',
    { required: false },
  ),
  'Accept-Ranges': describe('Parts of the answer can be asked for by `Range` (RFC 9110 §14).', 'bytes'),
  'Content-Range': describe('Which bytes of how many these are.', 'bytes 0-99/4731'),
  Deprecation: describe(
    'Since when the operation, or a parameter of the request, is deprecated, in seconds since 1970 (RFC 9745).',
    '@1798761600',
    { required: false },
  ),
  ETag: describe(
    'Identifies these exact bytes. Send it back in `If-None-Match` to get 304 while nothing has changed.',
    '"Yl3mJr0zK0C1mEw7uQ5vXA"',
  ),
  'Last-Modified': describe(
    'When what is in the answer last changed in public, to the second.',
    'Sat, 04 Jun 2022 12:00:00 GMT',
    { required: false },
  ),
  Link: describe(
    'Related addresses (RFC 8288): the `next` page of a list, the `canonical` address of a single thing, `alternate` forms, and feeds. An address too long for a header is left out.',
    '</v1/articles?cursor=abc>; rel="next"',
    { required: false },
  ),
  Location: describe('Where it is now.', '/v1/articles/kishida-nato'),
  RateLimit: describe(
    'How many requests are left to this address or key (`r`), and for how many seconds (`t`); in every answer where the server has such a limit.',
    '"address";r=0;t=42',
    { required: false },
  ),
  'RateLimit-Policy': describe(
    'The limit: so many requests (`q`) in so many seconds (`w`).',
    '"address";q=600;w=60',
    { required: false },
  ),
  'Retry-After': describe('After how many seconds to try again.', '1', {
    type: 'integer',
    required: false,
  }),
  Sunset: describe(
    'From when on what is deprecated may be gone (RFC 8594).',
    'Wed, 01 Mar 2028 00:00:00 GMT',
    { required: false },
  ),
  'WWW-Authenticate': describe(
    'The required authentication (RFC 6750).',
    'Bearer realm="Dateline desk", error="invalid_token"',
    { required: false },
  ),
  'X-Robots-Tag': describe('Search engines must not index the answer.', 'noindex, nofollow'),
} as const;

export type HeaderName = keyof typeof responseHeaders;

type Described = { type?: 'string' | 'integer'; required?: boolean };

function describe(
  description: string,
  example: string,
  { type = 'string', required = true }: Described = {},
) {
  return { description, required, schema: { type }, example: type === 'integer' ? Number(example) : example };
}
