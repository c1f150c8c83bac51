import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { cutText } from '../../cut-text.ts';
import { Problem, invalidRequest } from '../../problem.ts';
import type { z } from 'zod';
import type { App } from './app.ts';
import { readUtf8 } from './utf8.ts';

/** A received file, stored under a generated name. */
export type ReceivedFile = { path: string; bytes: number; sha256: string; fileName: string };
export type Received = { files: ReceivedFile[]; fields: Record<string, string> };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The parts that a route takes as `multipart/form-data`, for the contract. */
    multipart?: z.ZodType;
    /** The content types of the parts, by name (OpenAPI 3.1 §4.8.15). */
    encoding?: Record<string, { contentType: string }>;
  }
}

/** The head of a part; the name of its file may be absent, which the parser's own type does not say. */
type Described = { fieldname: string; filename?: string; mimetype: string };

type Limits = { fileBytes: number; files: number };

/** The name of the file parts. */
const fileName = 'file';
const fieldBytes = 64 * 1024;
const mostFields = 10;
/** The most bytes of a part beside its content: the boundary and its headers. */
const aroundPartBytes = 8 * 1024;

/** Lets routes with `config.multipart` take `multipart/form-data` (RFC 7578); no other route does. */
export function takeMultipart(app: App): void {
  void app.register(multipart, { throwFileSizeLimit: false });
}

/**
 * Receives the files of a request and passes them to `use`; afterwards they are deleted, unless `use` moved them. They
 * are streamed to `folder`, never held in memory. Throws `payload-too-large`, `invalid-request`.
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
    let around = 0;
    const parts = request.files({
      // Fields as well come as bytes: the parser would replace those that are not UTF-8.
      isPartAFile: () => true,
      limits: {
        // One byte more, so that `receive` sees a file that is too large.
        fileSize: limits.fileBytes + 1,
        files: limits.files + mostFields,
        headerPairs: 20,
      },
    });
    request.raw.on('data', (chunk: Buffer) => (around += chunk.length));
    let mostAround = aroundPartBytes;
    for await (const part of parts) {
      mostAround += aroundPartBytes;
      if (isField(part)) {
        if (Object.keys(received.fields).length === mostFields) throw tooMany(limits);
        const value = await readField(part);
        around -= value.length;
        takeField(received, part.fieldname, value);
      } else {
        if (part.fieldname !== fileName) throw misplaced(part);
        if (received.files.length === limits.files) throw tooMany(limits);
        const path = join(folder, randomUUID());
        paths.push(path);
        const file = await receive(part, path, limits);
        received.files.push(file);
        around -= file.bytes;
      }
    }
    // The parser silently drops headers that are too long, so the bytes are counted here.
    if (around > mostAround)
      throw new Problem(
        'payload-too-large',
        `A part may have ${aroundPartBytes / 1024} kB of headers at most.`,
      );
    return await use(received);
  } catch (error) {
    dropRest(request);
    throw said(error, limits);
  } finally {
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
}

function misplaced({ fieldname }: MultipartFile): Problem {
  const detail = `${fieldname} may not be a file: files are parts called "${fileName}", everything else has no file name or is application/json`;
  return invalidRequest([{ pointer: `/${fieldname}`, detail }]);
}

/** Scripts in browsers can give a part a media type only as a file with a name, so JSON with one is a field, too. */
function isField({ fieldname, filename, mimetype }: Described): boolean {
  if (fieldname !== fileName && mimetype === 'application/json') return true;
  return filename === undefined && mimetype !== 'application/octet-stream';
}

async function readField({ fieldname, file }: MultipartFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > fieldBytes)
      throw new Problem('payload-too-large', `The field "${fieldname}" is over ${fieldBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function takeField({ fields }: Received, name: string, value: Buffer): void {
  if (Object.hasOwn(fields, name))
    throw invalidRequest([{ pointer: `/${name}`, detail: `${name} may be there once only` }]);
  fields[name] = readUtf8(value, `The field "${name}"`);
}

async function receive(part: MultipartFile, path: string, { fileBytes }: Limits): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    part.file,
    async function* measured(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        // Checked per chunk: an endless file never reaches the next part.
        if (bytes > fileBytes) throw tooLarge(fileBytes);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  return { path, bytes, sha256: hash.digest('hex'), fileName: nameOf(part.filename) };
}

/** The rest is not kept. A client that still sends gets a few seconds to read the response: `refuseSlowBodies`. */
function dropRest({ raw }: FastifyRequest): void {
  if (raw.complete) return;
  raw.unpipe();
  raw.resume();
}

function tooLarge(fileBytes: number): Problem {
  return new Problem('payload-too-large', `A file may have ${fileBytes / 1024 / 1024} MB at most.`);
}

function tooMany({ files }: Limits): Problem {
  return new Problem(
    'payload-too-large',
    `One request may bring ${files} files and ${mostFields} fields at most.`,
  );
}

/** The file name for display: without folders and control characters, 200 characters at most. */
function nameOf(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[/\\]/).at(-1)!;
  return cutText(last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '').trim(), 200);
}

/** The parser's own errors, in our words. */
function said(error: unknown, limits: Limits): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_FILES_LIMIT') return tooMany(limits);
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
