import type { RenditionRow } from './rendition-store.ts';
import { mimeTypes } from './shapes.ts';
import type { MediaRow } from './store.ts';

/** The kinds of file that pictures come as, and how their names end in the store. */
const originalExtensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/tiff': 'tif',
  'image/gif': 'gif',
};

/** Where an original lies in the store: under the name of its bytes, so that the same bytes lie there once. */
export function originalKey({ sha256, mimeType }: Pick<MediaRow, 'sha256' | 'mimeType'>): string {
  return `originals/${sha256}.${originalExtensions[mimeType] ?? 'bin'}`;
}

/** Where a rendition lies in the store. */
export function renditionKey({
  mediaId,
  hash,
  name,
  extension,
}: Pick<RenditionRow, 'mediaId' | 'hash' | 'name' | 'extension'>): string {
  return `${mediaId}/${hash}/${name}.${extension}`;
}

/** A file that was made, as it is sent. */
export function storedFile(row: RenditionRow) {
  const { bytes, sha256, extension } = row;
  return { key: renditionKey(row), bytes, sha256, mimeType: mimeTypes[extension] };
}
