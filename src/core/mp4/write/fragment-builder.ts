import { type AccessUnit, isEntry } from '../../media/access-unit';
import type { AudioChunk } from '../../media/audio-chunk';
import type { AudioFormat } from './audio-entry';
import { AudioRuns } from './audio-runs';
import { type RecordedInitSegment, recordedInitSegment } from './init-segment';
import { mediaSegment, type Sample, type TrackRun } from './media-segment';
import { sampleDataOf } from './sample-data';
import type { Track, VideoTrackFormat } from './track';

const VIDEO_TRACK = 1;
const AUDIO_TRACK = 2;
/** Until there is an interval to go by. */
const USUAL_DURATION_US = 33_333;
/** 71 minutes: what fits into a sample's duration. */
const LONGEST_US = 2 ** 32 - 1;

interface Pending {
  readonly unit: AccessUnit;
  readonly dtsUs: number;
  readonly ptsUs: number;
}

/**
 * Makes one fragmented MP4 file (ISO/IEC 14496-12, 8.8) of pictures and sound as they come. A fragment may begin with any
 * picture, so that the distance of key pictures does not tell how much a crash can take. Nothing is re-encoded; see
 * `sampleDataOf`.
 */
export class FragmentBuilder {
  readonly init: RecordedInitSegment;
  readonly #codec: AccessUnit['codec'];
  readonly #audio: AudioRuns | undefined;
  #pending: Pending[] = [];
  #pendingBytes = 0;
  #sequence = 0;
  #endUs = 0;
  #intervalUs = USUAL_DURATION_US;
  #lastDtsUs = -1;

  /** @param createdUs the wall's clock at time 0 of the file, in µs since 1970 */
  constructor(codec: AccessUnit['codec'], video: VideoTrackFormat, audio: AudioFormat | undefined, createdUs: number) {
    const tracks: Track[] = [{ ...video, trackId: VIDEO_TRACK }];
    if (audio) tracks.push({ ...audio.track, trackId: AUDIO_TRACK });
    this.init = recordedInitSegment(tracks, createdUs);
    this.#codec = codec;
    this.#audio = audio && new AudioRuns(audio);
  }

  /** Bytes that wait for the next fragment. */
  get pendingBytes(): number {
    return this.#pendingBytes + (this.#audio?.bytes ?? 0);
  }

  /** Where the last picture that a fragment holds ends, in µs. */
  get endUs(): number {
    return this.#endUs;
  }

  /** @param timeUs when it is shown, from the file's beginning; not negative */
  addPicture(unit: AccessUnit, timeUs: number): void {
    const ptsUs = Math.round(timeUs);
    // Decoding times must rise; pictures that are shown in another order than they come keep their time by an offset.
    const dtsUs = Math.max(ptsUs, this.#lastDtsUs + 1);
    if (this.#lastDtsUs >= 0) this.#intervalUs = Math.min(LONGEST_US, dtsUs - this.#lastDtsUs);
    this.#lastDtsUs = dtsUs;
    this.#pending.push({ unit, dtsUs, ptsUs });
    this.#pendingBytes += unit.data.length;
  }

  /** @param timeUs of its first sample, from the file's beginning; what lies before that is left out */
  addAudio(chunk: AudioChunk, timeUs: number): void {
    if (timeUs >= 0) this.#audio?.add(chunk, timeUs);
  }

  /**
   * The next fragment, of all that waits.
   *
   * @param keepsLast the last picture waits on, since only the next one tells how long it lasts
   * @returns what to write, in order; empty where there is nothing. Pictures and sound are views of what came
   */
  take(keepsLast: boolean): readonly Uint8Array[] {
    const count = this.#pending.length - (keepsLast ? 1 : 0);
    const pictures = this.#pending.slice(0, Math.max(0, count));
    const after = this.#pending.slice(pictures.length);
    const tracks: TrackRun[] = [];
    const [first] = pictures;
    if (first) {
      const samples = pictures.map((picture, i) => this.#sampleOf(picture, pictures[i + 1] ?? after[0]));
      tracks.push({ trackId: VIDEO_TRACK, baseDecodeTime: first.dtsUs, samples });
    }
    this.#pending = after;
    this.#pendingBytes = after.reduce((sum, { unit }) => sum + unit.data.length, 0);
    for (const run of this.#audio?.take() ?? []) tracks.push({ ...run, trackId: AUDIO_TRACK });
    if (tracks.length === 0) return [];
    this.#sequence++;
    return mediaSegment({ sequence: this.#sequence, tracks });
  }

  #sampleOf({ unit, dtsUs, ptsUs }: Pending, next: Pending | undefined): Sample {
    const duration = next ? Math.min(LONGEST_US, next.dtsUs - dtsUs) : this.#intervalUs;
    this.#endUs = Math.max(this.#endUs, ptsUs + duration);
    return {
      data: sampleDataOf(this.#codec, unit.data),
      duration,
      key: isEntry(unit),
      compositionOffset: ptsUs - dtsUs,
    };
  }
}
