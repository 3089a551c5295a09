import { oneLine } from '../../../names';
import type { MessageValues } from '../messages/table';

/** A stream of video as one of the vehicle's cameras names it: the vehicle's own words, not to be believed. */
export interface VideoStream {
  readonly component: number;
  /** Of that component, from 1 on. */
  readonly id: number;
  readonly name: string;
  /** Where it is, 160 characters at most; empty where it was not said. It may hold a password. */
  readonly uri: string;
  /** VIDEO_STREAM_TYPE: 0 RTSP, 1 RTP over UDP, 2 MPEG/TCP, 3 MPEG-TS. */
  readonly type: number;
}

/** A vehicle has one or two; who fills the air must not fill the memory. */
const MAX_STREAMS = 8;
const MAX_CAMERAS = 8;

/** The cameras of a vehicle and their streams, as they name themselves. */
export class VideoStreams {
  readonly #streams = new Map<number, VideoStream>();
  readonly #cameras = new Map<number, string>();

  /** In the order in which they were named. */
  get list(): readonly VideoStream[] {
    return [...this.#streams.values()];
  }

  /** What cameras call themselves, maker and model, by their components. */
  get cameras(): ReadonlyMap<number, string> {
    return this.#cameras;
  }

  takeStream(values: MessageValues<'VIDEO_STREAM_INFORMATION'>, component: number): void {
    const { stream_id: id = 0, name, uri, type = 0 } = values;
    const key = component * 256 + id;
    if (!this.#streams.has(key) && this.#streams.size >= MAX_STREAMS) return;
    this.#streams.set(key, { component, id, name: oneLine(name).trim(), uri, type });
  }

  takeCamera(values: MessageValues<'CAMERA_INFORMATION'>, component: number): void {
    if (!this.#cameras.has(component) && this.#cameras.size >= MAX_CAMERAS) return;
    const name = [values.vendor_name, values.model_name].map(textOf).filter(Boolean).join(' ');
    if (name !== '') this.#cameras.set(component, name);
  }
}

/** Bytes up to the first zero. */
function textOf(bytes: readonly (number | undefined)[]): string {
  const end = bytes.findIndex((byte) => !byte);
  const there = end === -1 ? bytes : bytes.slice(0, end);
  return oneLine(String.fromCharCode(...there.map((byte) => byte ?? 0))).trim();
}
