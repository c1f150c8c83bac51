import { ninjs } from './formats/ninjs/format.ts';
import type { Format } from './formats/incoming.ts';

/** Every format that can be imported, by name. */
export const formats = { ninjs } satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
export const formatNames = Object.keys(formats) as [FormatName, ...FormatName[]];
