/** What a wire sends of one story, in ninjs. */
export const wireUri = 'tag:wire.example,2026:1';

/** A version of it, with or without a number. */
export function wireItem(version: number | undefined, fields: object = {}) {
  return {
    ...{ uri: wireUri, type: 'text', language: 'en', ...(version && { version: String(version) }) },
    headlines: [{ value: `Version ${version}` }],
    bodies: [{ contentType: 'text/plain', value: `The text of version ${version}.` }],
    ...fields,
  };
}
