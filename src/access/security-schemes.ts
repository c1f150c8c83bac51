import { wrongKeysAllowed } from './wrong-keys.ts';

const { count, spanMs } = wrongKeysAllowed;

/** The security scheme of the contract. */
export const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'dl_…',
    description: `An API key, \`dl_…\`. The first one, an admin's, is printed once when the server sets up its database. An admin issues others at \`POST /v1/desk/keys\`; whoever runs the server also with \`npm run key -- create\`. After ${count} wrong keys from one address within ${spanMs / 1000} seconds, further wrong ones get 429 until those seconds are over.`,
  },
} as const;
