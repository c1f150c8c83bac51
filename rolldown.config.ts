import { relative } from 'node:path';
import type { BuildOptions } from 'rolldown';

/** Packages of a hundred small modules each, which read no files of their own. */
const many = /^(drizzle-orm|zod)(\/|$)/;

/** `npm run bundle`: the server and its commands in a few files, as the image starts them. They need `src` beside them. */
export default {
  input: 'bin/dateline.js',
  platform: 'node',
  external: (name) => /^[@\w]/.test(name) && !many.test(name),
  plugins: [
    {
      name: 'places',
      /** How modules of the sources are found: there is nothing to find here. */
      load: (id) => (id.endsWith('/bin/hooks.js') ? '' : null),
      /** What a module names by its place, such as a thread or a folder, stays where it is in the sources. */
      transform(code, id) {
        if (!code.includes('import.meta.url')) return null;
        const place = JSON.stringify(`../${relative(import.meta.dirname, id)}`);
        return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`);
      },
    },
  ],
  output: { dir: 'dist', chunkFileNames: '[name].js', cleanDir: true },
  logLevel: 'warn',
} satisfies BuildOptions;
