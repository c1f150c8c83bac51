import type { RenditionRow } from './store.ts';

/** Where a rendition's file lies below the media folder. */
export function renditionPath({
  mediaId,
  sha256,
  name,
  extension,
}: Pick<RenditionRow, 'mediaId' | 'sha256' | 'name' | 'extension'>): string {
  return `${mediaId}/${sha256.slice(0, 8)}/${name}.${extension}`;
}
