# .ci/docker-steps plays these instructions one by one where no Docker is at hand; it knows the forms used here.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
# The image has its Node; and of the database driver only its binary for Linux is needed.
RUN rm -rf node_modules/node-linux-* node_modules/node-darwin-* node_modules/node-win-* node_modules/.bin \
  node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
  node_modules/better-sqlite3/prebuilds/darwin-* node_modules/better-sqlite3/prebuilds/win32-* \
  node_modules/better-sqlite3/prebuilds/linuxmusl-*
RUN mkdir data

FROM node:24.21.0-bookworm-slim AS bundle
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY rolldown.config.ts ./
COPY bin bin
COPY seeds seeds
COPY src src
RUN npm run bundle

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="Dateline" \
  org.opencontainers.image.description="A headless news CMS: articles, bylines, agencies and media captions as JSON from SQLite" \
  org.opencontainers.image.vendor="The Dateline authors" \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=/data/dateline.db DATA_DIR=/data
# Each thread would have a heap of its own in C, most of it unused.
ENV MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json openapi.yaml ./
COPY bin bin
COPY migrations migrations
COPY seeds seeds
COPY src src
COPY --from=bundle /app/dist dist
COPY --from=packages --chown=node:node /app/data /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# `dist` is what `npm run bundle` makes of `bin` and `src`: it starts in three quarters of the time, with 26 MB less.
# The flags of `npm start`. A larger young generation would take 90 MB more, an old one that grows faster 75 MB more.
CMD ["node", "--max-semi-space-size=8", "--initial-old-space-size=64", "--heap-growing-percent=50", "dist/dateline.js"]
