import type { Region } from '../renditions/plan.ts';
import type { Extension } from '../../picture-shapes.ts';
import type { FocalPoint } from '../../tables/pictures.ts';
import type { Note } from '../../notes.ts';
import type { EmbeddedMetadata } from './embedded-metadata.ts';

/** Inspect an uploaded file: whether it is a picture, and what it holds. */
export type InspectJob = { kind: 'inspect'; path: string };

/** Crop an original, in the largest size that is needed, as a TIFF at `to`: files are made of it line by line. */
export type CutJob = { kind: 'cut'; path: string; region: Region; width: number; height: number; to: string };

/** Encode one file from a crop; `output.path` is its target. */
export type SaveJob = { kind: 'save'; cut: Cut; xmp: string; output: Output };
export type Output = { width: number; height: number; extension: Extension; path: string };

/** Each job is short, so that an upload is inspected between two files of another picture. */
export type Job = InspectJob | CutJob | SaveJob;

/** A picture as displayed (after its orientation), with its embedded metadata. */
export type Inspected = {
  mimeType: string;
  width: number;
  height: number;
  thumbHash: string;
  dominantColour: string;
  foundFocalPoint: FocalPoint;
  contentCredentials?: 'present' | null;
  metadata: EmbeddedMetadata;
  notes: Note[];
};
/** A file of sRGB pixels without compression, oriented for display. */
export type Cut = { path: string };
/** A file that was made. */
export type Rendered = { bytes: number; sha256: string };

export type Results = { inspect: Inspected; cut: Cut; save: Rendered };

/** Why a file is refused; `type` when its format is not supported. */
export type Refusal = { reason: 'type' | 'content'; detail: string };

/** The answer of the worker process to a job. */
export type Answer = { done: Results[keyof Results] } | { refused: Refusal } | { failed: string };
