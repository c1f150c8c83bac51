import type { Region } from '../renditions/plan.ts';
import type { Extension } from '../shapes.ts';
import type { FocalPoint } from '../../tables/pictures.ts';
import type { EmbeddedMetadata } from './embedded-metadata.ts';

/** Look at a file that somebody sent: is it a picture, and what is in it. */
export type InspectJob = { kind: 'inspect'; path: string };

/** Cut a part out of an original, in the widest size that is wanted of it; its pixels are written to `to`. */
export type CutJob = { kind: 'cut'; path: string; region: Region; width: number; height: number; to: string };

/** Make one file from what was cut out; `path` in `output` is where it is to be written. */
export type SaveJob = { kind: 'save'; cut: Cut; xmp: string; output: Output };
export type Output = { width: number; height: number; extension: Extension; path: string };

/** None takes long: a picture that somebody has just sent is looked at between two files of another one. */
export type Job = InspectJob | CutJob | SaveJob;

/** What a picture is, upright and in pixels, with what the photographer wrote in it. */
export type Inspected = {
  mimeType: string;
  width: number;
  height: number;
  thumbHash: string;
  dominantColour: string;
  foundFocalPoint: FocalPoint;
  metadata: EmbeddedMetadata;
};
/** A file of bare pixels, upright, in sRGB. */
export type Cut = { path: string; width: number; height: number; channels: 1 | 2 | 3 | 4 };
/** A file that was made. */
export type Rendered = { bytes: number; sha256: string };

export type Results = { inspect: Inspected; cut: Cut; save: Rendered };

/** Why a file is no picture that can be taken: `type` when it is of a kind that is not taken at all. */
export type Refusal = { reason: 'type' | 'content'; detail: string };

/** What the darkroom's process sends back for a job. */
export type Answer = { done: Results[keyof Results] } | { refused: Refusal } | { failed: string };
