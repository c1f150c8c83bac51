/** What the reader of the contract should know before the first call: the head of the OpenAPI document. */
export const conventions = `The news as JSON: stories with their bylines, agencies, sections, topics, pictures and captions.

**Reading needs no key.** Every \`GET\` under \`/v1\` serves what is published and nothing else, to any origin.
\`HEAD\` works wherever \`GET\` does, and is not listed apart.

**Writing needs a key**, sent as \`Authorization: Bearer dl_…\`, under \`/v1/desk\`. Nothing written there is public until it
is published. \`PATCH\` takes a merge patch (RFC 7396): absent fields stay, \`null\` removes, a list is replaced as a whole.
A change of something that exists must carry its \`etag\` in \`If-Match\`; any write may be
tried with \`dryRun=true\`, and any but an import may carry an \`Idempotency-Key\`.

**JSON.** What has no value is absent, never \`null\`. New fields may appear at any time: ignore
those you do not know.

**Times** are RFC 3339 in UTC with milliseconds, such as \`2022-06-04T12:00:00.000Z\`. A time that you send must carry
its offset.

**Lists** come as \`{ "data": […], "page": { "limit": 20, "next": "…" } }\`. Pass \`next\` as \`cursor\` to go on; where
it is absent, the list is complete. \`Link\` has the same. A cursor belongs
to its filters and its order. \`count=true\` gives \`page.total\`. Several values of one filter mean any of them,
several filters all of them. One that takes several values takes \`a,b\` as well as repeats; any
other repeated one is refused, and an unknown one, but for those of campaigns (\`utm_*\`). \`…From\` and \`…To\` take a time or a date: from 00:00 UTC, to its end in UTC. \`sort\` takes the name of
a time in the items, with \`-\` for the newest first, or \`relevance\`.

**Caching.** Every public answer carries \`ETag\` and \`Cache-Control\`. Send the tag back in \`If-None-Match\`: 304 means
that your copy still holds. What this server answers is never older than the last change. A CDN purges the
\`Surrogate-Key\`s that \`/v1/changes\` names.

**Headers of every answer**, not listed with each: \`X-Request-Id\`, \`Cache-Control\` and, where they apply, \`Vary\`,
\`Cache-Status\`, \`Content-Encoding\` (br, zstd or gzip) and \`Surrogate-Key\`.

**Errors** are problem documents (RFC 9457, \`application/problem+json\`). Decide by \`type\`, whose address describes it;
\`GET /problems\` lists them all. For bad input, \`errors\` names every fault at once. Those that any request may
meet, such as 400 for bad input, 401 without a key, 428 without \`If-Match\` or 503 under load, are described once, as \`default\`. \`requestId\` is that of
\`X-Request-Id\`.`;
