import type { Text } from '#core/texts/text';

/** One encoded picture of a camera. */
export interface CameraPicture {
  /** Annex B of H.264; a key picture begins with its parameter sets. Nobody writes to it. */
  readonly data: Uint8Array;
  readonly key: boolean;
  /** When it was taken, in µs on this process's monotonic clock; where the camera does not tell: when its last byte was here. */
  readonly captureUs: number;
}

/** One life of a camera: gives pictures until it fails or is told to end. It never rejects and never begins again by itself. */
export type CameraRun = (onPicture: (picture: CameraPicture) => void, signal: AbortSignal) => Promise<CameraEnd>;

/** Why a life of a camera ended; `undefined`: it was told to. */
export type CameraEnd = Text | undefined;

/** A camera that can be opened again and again. */
export interface Camera {
  /** What is opened, for the log: a program with its arguments, or a file. */
  readonly what: string;
  /** Its pictures bear the camera's own times; else when they came out of the encoder stands for them. */
  readonly knowsCapture: boolean;
  readonly run: CameraRun;
}
