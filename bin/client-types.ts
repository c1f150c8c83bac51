/** Writes the types of the contract for the client, into `dist/client`. Part of `npm run build`. */
import { mkdir, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const folder = new URL('../dist/client/', import.meta.url);
await mkdir(folder, { recursive: true });
const types = await openapiTS(new URL('../openapi.yaml', import.meta.url));
await writeFile(new URL('contract.d.ts', folder), astToString(types));
