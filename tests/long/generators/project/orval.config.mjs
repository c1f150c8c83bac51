/** With a function of our own that knows the address and the key, and with the headers of operations as arguments. */
export default {
  dateline: {
    input: 'openapi.yaml',
    output: {
      target: 'generated/dateline.ts',
      client: 'fetch',
      headers: true,
      override: { mutator: { path: 'orval-request.ts', name: 'request' } },
    },
  },
};
