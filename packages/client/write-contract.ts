/** Writes the types of the contract, which are not kept in git. Part of `npm run build`. */
import { writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const types = await openapiTS(new URL('../../openapi.yaml', import.meta.url));
await writeFile(new URL('src/contract.ts', import.meta.url), astToString(types));
