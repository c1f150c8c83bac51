/**
 * What HTTP calls each status. An `import` of `node:http` would read all of its exports, and so load Node's own `fetch` and
 * WebSocket at each start.
 */
export const { STATUS_CODES: reasonPhrases } = process.getBuiltinModule('node:http');
