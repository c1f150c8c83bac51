import { appendFile, copyFile, open as openFile, rm } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { mostPixels } from './cost.ts';
import { decoding, Refused } from './refused.ts';

const start = 0xffd8;
const end = 0xffd9;

/**
 * Decodes the picture of a file; damage is refused. A JPEG that lacks only its end marker is decoded from a copy that
 * has it, at `scratch`.
 */
export async function decodeWhole<T>(
  { path, scratch }: { path: string; scratch: string },
  decode: (picture: Sharp) => Promise<T>,
): Promise<T> {
  try {
    return await decoding(decode(open(path, 'error')));
  } catch (error) {
    if (!(error instanceof Refused) || !(await lacksEndMarker(path))) throw error;
  }
  try {
    await copyFile(path, scratch);
    await appendFile(scratch, Buffer.from([end >> 8, end & 0xff]));
    // With an end, missing pixels are only a warning.
    return await decoding(decode(open(scratch, 'warning')));
  } finally {
    await rm(scratch, { force: true });
  }
}

function open(path: string, failOn: 'error' | 'warning'): Sharp {
  return sharp(path, { limitInputPixels: mostPixels, failOn, sequentialRead: true });
}

async function lacksEndMarker(path: string): Promise<boolean> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const both = Buffer.alloc(4);
    await file.read(both, 0, 2, 0);
    await file.read(both, 2, 2, Math.max(0, size - 2));
    return both.readUInt16BE(0) === start && both.readUInt16BE(2) !== end;
  } finally {
    await file.close();
  }
}
