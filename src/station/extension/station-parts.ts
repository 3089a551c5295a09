import type { Capability } from '../capability';
import type { Hub } from '../hub/hub';
import type { Log } from '../log';
import type { H264Pool } from '../transcode/h264-pool';
import type { JpegPool } from '../transcode/jpeg-pool';
import type { SoundPool } from '../transcode/sound-pool';

/** What services, topics and routes are given of a station. */
export interface StationParts {
  readonly hub: Hub;
  readonly log: Log;
  /** Of this program. */
  readonly version: string;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged: boolean;
  /** Streams as JPEG. */
  readonly jpegs: JpegPool;
  /** Streams of H.265 as H.264. */
  readonly h264: H264Pool;
  /** Streams' sound as PCM. */
  readonly sounds: SoundPool;
  /** The path of an ffmpeg; `undefined` where there is none. */
  findFfmpeg(): string | undefined;
  /** What a service provides; `undefined` where none does. */
  get<T>(capability: Capability<T>): T | undefined;
}
