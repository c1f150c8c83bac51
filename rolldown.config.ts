import { relative } from 'node:path';
import type { BuildOptions } from 'rolldown';

/** Packages with binaries, threads or files of their own, and those that are loaded at their first use: all others are bundled. */
const apart =
  /^(@fastify\/swagger|@fastify\/swagger-ui|better-sqlite3|pg|pino|pino-pretty|prom-client|sharp|undici)$/;

/** `npm run bundle`: the server and its commands in a few files, as the image starts them. They need `src` beside them. */
export default {
  input: 'bin/dateline.js',
  platform: 'node',
  external: (name) => apart.test(name),
  plugins: [
    {
      name: 'places',
      /** How modules of the sources are found: there is nothing to find here. */
      load: (id) => (id.endsWith('/bin/hooks.js') ? '' : null),
      transform(code, id) {
        if (!id.startsWith(import.meta.dirname) || !code.includes('import.meta.url')) return null;
        // What a module names by its place, such as a thread or a folder, stays where it is in the sources.
        const place = JSON.stringify(`../${relative(import.meta.dirname, id)}`);
        return (
          code
            // What is loaded at its first use is in the bundle as well: only a plain `require` is looked into.
            .replace('const require = createRequire(import.meta.url);', '')
            .replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`)
        );
      },
    },
  ],
  output: {
    dir: 'dist',
    chunkFileNames: '[name].js',
    cleanDir: true,
    comments: { legal: true, annotation: false, jsdoc: false },
  },
  logLevel: 'warn',
} satisfies BuildOptions;
