/** What every test's newsroom is set to. */
export const settings = {
  /** When the test newsrooms were opened, and where their clocks stand. */
  openedAt: '2026-11-23T12:00:00.000Z',
  site: {
    publicUrl: 'http://localhost:3000',
    mediaUrl: 'http://localhost:3000/media',
    storyUrl: 'http://localhost:3000/v1/articles/{slug}?locale={locale}',
    hasPages: true,
    previewUrl: 'http://localhost:3000/v1/previews/{token}',
    name: 'Dateline',
    defaultLocale: 'en',
    widths: { xs: 320, sm: 640, md: 1024, lg: 1600 },
  },
};
