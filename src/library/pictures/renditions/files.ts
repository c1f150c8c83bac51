import type { RenditionRow } from './rendition-store.ts';
import { mimeTypes } from '../../picture-shapes.ts';
import type { MediaRow } from '../rows/store.ts';

/** The file extensions of originals by their media type. */
const originalExtensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/tiff': 'tif',
  'image/gif': 'gif',
};

/** The key of an original: the hash of its bytes, so that equal files are stored once. */
export function originalKey({ sha256, mimeType }: Pick<MediaRow, 'sha256' | 'mimeType'>): string {
  return `originals/${sha256}.${originalExtensions[mimeType] ?? 'bin'}`;
}

/** The key of a rendition. */
export function renditionKey({
  mediaId,
  hash,
  name,
  extension,
}: Pick<RenditionRow, 'mediaId' | 'hash' | 'name' | 'extension'>): string {
  return `${mediaId}/${hash}/${name}.${extension}`;
}

const originalShape = /^originals\/([0-9a-f]{64})\.[a-z]{3,4}$/;
const renditionShape = /^(media_[0-9a-z]{26})\/[0-9a-f]{8}\/[a-z0-9-]+\.[a-z]{3,4}$/;

/** Whether a key is that of an original. Other files belong to somebody else. */
export function isOriginalKey(key: string): boolean {
  return originalShape.test(key);
}

/** Whether a file in the store is called as renditions are. */
export function isRenditionKey(key: string): boolean {
  return renditionShape.test(key);
}

/** The hash in an original's name; nothing in any other. */
export function shaIn(key: string): string {
  return originalShape.exec(key)?.[1] ?? '';
}

/** The picture that a rendition is of; nothing in the name of any other file. */
export function mediaIdIn(key: string): string {
  return renditionShape.exec(key)?.[1] ?? '';
}

/** A file that was made, as it is sent. */
export function storedFile(row: RenditionRow) {
  const { bytes, sha256, extension } = row;
  return { key: renditionKey(row), bytes, sha256, mimeType: mimeTypes[extension] };
}

/** The media type of a stored file, by its extension. */
export function mimeTypeOf(key: string): string {
  const extension = key.slice(key.lastIndexOf('.') + 1);
  const [original] = Object.entries(originalExtensions).find(([, one]) => one === extension) ?? [];
  return original ?? 'application/octet-stream';
}
