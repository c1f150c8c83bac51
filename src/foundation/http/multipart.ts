import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Problem, invalidRequest } from '../problem.ts';
import type { z } from 'zod';
import type { App } from './app.ts';

/** A file as it came, in a folder of ours under a name of ours. */
export type ReceivedFile = { path: string; bytes: number; sha256: string; fileName: string };
export type Received = { files: ReceivedFile[]; fields: Record<string, string> };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The parts that a route takes as `multipart/form-data`, for the contract. */
    multipart?: z.ZodType;
  }
}

type Limits = { fileBytes: number; files: number };

const fieldBytes = 64 * 1024;
const lingerMs = 3_000;

/** Lets routes with `config.multipart` take `multipart/form-data` (RFC 7578); no other route does. */
export function takeMultipart(app: App): void {
  void app.register(multipart, { throwFileSizeLimit: false });
}

/**
 * Has the files of a request while `use` runs; afterwards they are gone, unless it moved them away. Each is written to
 * `folder` as it comes, never held in memory. Throws `payload-too-large`, `invalid-request`.
 */
export async function withFiles<T>(
  request: FastifyRequest,
  folder: string,
  limits: Limits,
  use: (received: Received) => Promise<T>,
): Promise<T> {
  const received: Received = { files: [], fields: {} };
  const paths: string[] = [];
  await mkdir(folder, { recursive: true });
  try {
    for await (const part of request.parts({
      limits: {
        // What is over is told while it comes in.
        fileSize: limits.fileBytes + 1,
        files: limits.files,
        fields: 10,
        parts: limits.files + 10,
        fieldSize: fieldBytes,
        headerPairs: 20,
      },
    })) {
      if (part.type === 'file') {
        const path = join(folder, randomUUID());
        paths.push(path);
        received.files.push(await receive(part, path, limits));
      } else {
        if (part.valueTruncated || typeof part.value !== 'string')
          throw new Problem(
            'payload-too-large',
            `The field "${part.fieldname}" is over ${fieldBytes} bytes.`,
          );
        received.fields[part.fieldname] = part.value;
      }
    }
    return await use(received);
  } catch (error) {
    hangUpSoon(request);
    throw said(error, limits);
  } finally {
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
}

async function receive(part: MultipartFile, path: string, { fileBytes }: Limits): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    part.file,
    async function* measured(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        // At once: a file without end has no part after it.
        if (bytes > fileBytes) throw tooLarge(fileBytes);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  return { path, bytes, sha256: hash.digest('hex'), fileName: nameOf(part.filename) };
}

/** Whoever still sends gets a while to read the answer, and no longer. */
function hangUpSoon({ raw }: FastifyRequest): void {
  if (raw.complete) return;
  raw.unpipe();
  raw.resume();
  const timer = setTimeout(() => raw.destroy(), lingerMs).unref();
  raw.once('close', () => clearTimeout(timer));
}

function tooLarge(fileBytes: number): Problem {
  return new Problem('payload-too-large', `A file may have ${fileBytes / 1024 / 1024} MB at most.`);
}

/** What a file is called, as words to show: no folders, nothing that turns or hides text, no more than 200 characters. */
function nameOf(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[/\\]/).at(-1)!;
  return last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .trim()
    .slice(0, 200)
    .toWellFormed();
}

/** The parser's own errors, in our words. */
function said(error: unknown, { files }: Limits): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (/^FST_(FILES|PARTS|FIELDS)_LIMIT$/.test(code))
    return new Problem('payload-too-large', `One request may bring ${files} files and 10 fields at most.`);
  if (code.startsWith('FST_') || isParserError(error))
    return invalidRequest([{ detail: 'The body is not well-formed multipart/form-data, or was cut off.' }]);
  return error;
}

function isParserError(error: unknown): boolean {
  return (
    error instanceof Error &&
    /multipart|boundary|unexpected end|malformed part|premature close|aborted/i.test(error.message)
  );
}
