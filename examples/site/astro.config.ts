import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

/** Every page is rendered when it is asked for: news is fresh, and a draft is nobody else's. */
export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  session: false,
  devToolbar: { enabled: false },
  // The Content-Security-Policy (src/middleware.ts) allows no styles in the page.
  build: { inlineStylesheets: 'never' },
});
