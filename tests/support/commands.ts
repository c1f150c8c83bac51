import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { House } from './house.ts';

const run = promisify(execFile);

/** The commands beside a house; gives what they print, and how they ended. */
export function commandsOf(house: House, settings: Record<string, string> = {}) {
  const places = { DATABASE_URL: house.file, MEDIA_DIR: dirname(house.pictures.incoming) };
  return async function command(...words: string[]) {
    return runCommand({ ...places, ...settings }, words);
  };
}

/** Runs a command with these settings and no others; gives what it prints, and how it ended. */
export async function runCommand(settings: Record<string, string>, words: string[]) {
  const env = { PATH: process.env['PATH'], ...settings };
  try {
    const { stdout, stderr } = await run(process.execPath, ['bin/dateline.js', ...words], { env });
    return { out: stdout, said: stderr, code: 0 };
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
    return { out: stdout, said: stderr, code };
  }
}
