import type { Region } from '../media/plan.ts';
import type { Extension } from '../media/shapes.ts';
import type { FocalPoint } from '../media/table.ts';
import type { WordsInFile } from './words-in-file.ts';

/** Look at a file that somebody sent: is it a picture, and what is in it. */
export type InspectJob = { kind: 'inspect'; path: string };

/** Make files from an original; each `path` is where one is to be written. */
export type RenderJob = { kind: 'render'; path: string; xmp: string; shapes: Shape[] };
/** Renditions of one part of the original. */
export type Shape = { region: Region; outputs: Output[] };
export type Output = { width: number; height: number; extension: Extension; path: string };

export type Job = InspectJob | RenderJob;

/** What a picture is, upright and in pixels, with what the photographer wrote in it. */
export type Inspected = {
  mimeType: string;
  width: number;
  height: number;
  thumbHash: string;
  dominantColour: string;
  foundFocalPoint: FocalPoint;
  words: WordsInFile;
};
/** A file that was made, in the order of the outputs. */
export type Rendered = { bytes: number; sha256: string };

export type Results = { inspect: Inspected; render: Rendered[] };

/** Why a file is no picture that can be taken: `type` when it is of a kind that is not taken at all. */
export type Refusal = { reason: 'type' | 'content'; detail: string };

/** What the darkroom's process sends back for a job. */
export type Answer = { done: Results[keyof Results] } | { refused: Refusal } | { failed: string };
