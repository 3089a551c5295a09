import type { AccessUnit } from '../../media/access-unit';
import type { AudioChunk } from '../../media/audio-chunk';
import type { AudioFormat } from './audio-entry';
import { AudioRuns } from './audio-runs';
import { fragmentHead, type Run, type Sample } from './fragment';
import { isH265ParameterSet } from './h265-entry';
import { type InitSegment, initSegment, type Track } from './init-segment';
import { nalUnitBounds, sampleSize, writeSample } from './nal-units';
import type { VideoFormat } from './video-entry';

/** Pictures are timed in µs. */
const VIDEO_TIMESCALE = 1_000_000;
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
 * picture, so that the distance of key pictures does not tell how much a crash can take. Nothing is re-encoded: an H.264 or
 * H.265 sample is its access unit with lengths in the place of start codes; a JPEG is itself. H.264 keeps its parameter sets
 * in the samples too, as ffmpeg's own files do; of H.265 in `hvc1`, which Apple's players want, demuxers take them from the
 * head and put them in front of key pictures, where they would then stand twice.
 */
export class FragmentBuilder {
  readonly init: InitSegment;
  readonly #codec: AccessUnit['codec'];
  readonly #audio: AudioRuns | undefined;
  #pending: Pending[] = [];
  #pendingBytes = 0;
  #sequence = 0;
  #endUs = 0;
  #intervalUs = USUAL_DURATION_US;
  #lastDtsUs = -1;

  /** @param createdUs the wall's clock at time 0 of the file, in µs since 1970 */
  constructor(codec: AccessUnit['codec'], video: VideoFormat, audio: AudioFormat | undefined, createdUs: number) {
    const { sampleEntry, width, height } = video;
    const tracks: Track[] = [{ id: VIDEO_TRACK, timescale: VIDEO_TIMESCALE, sampleEntry, size: { width, height } }];
    if (audio) tracks.push({ id: AUDIO_TRACK, timescale: audio.timescale, sampleEntry: audio.sampleEntry });
    this.init = initSegment(tracks, createdUs);
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
   * @returns what to write, in order; empty where there is nothing
   */
  take(keepsLast: boolean): readonly Uint8Array[] {
    const count = this.#pending.length - (keepsLast ? 1 : 0);
    const pictures = this.#pending.slice(0, Math.max(0, count));
    const after = this.#pending.slice(pictures.length);
    const runs: Run[] = [];
    const contents: Uint8Array[] = [];
    const [first] = pictures;
    if (first) {
      const { samples, content } = this.#pack(pictures, after[0]);
      runs.push({ track: VIDEO_TRACK, baseTime: first.dtsUs, samples });
      contents.push(content);
    }
    this.#pending = after;
    this.#pendingBytes = after.reduce((sum, { unit }) => sum + unit.data.length, 0);
    for (const { baseTime, samples, content } of this.#audio?.take() ?? []) {
      runs.push({ track: AUDIO_TRACK, baseTime, samples });
      contents.push(...content);
    }
    if (runs.length === 0) return [];
    this.#sequence++;
    const bytes = contents.reduce((sum, content) => sum + content.length, 0);
    return [...fragmentHead(this.#sequence, runs, bytes), ...contents];
  }

  #boundsIn(data: Uint8Array): number[] | undefined {
    if (this.#codec === 'jpeg') return undefined;
    const bounds = nalUnitBounds(data);
    return this.#codec === 'h265' ? withoutParameterSets(data, bounds) : bounds;
  }

  #pack(pictures: readonly Pending[], next: Pending | undefined) {
    const bounds = pictures.map(({ unit }) => this.#boundsIn(unit.data));
    const sizes = pictures.map(({ unit }, i) => {
      const of = bounds[i];
      return of ? sampleSize(of) : unit.data.length;
    });
    const content = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
    let at = 0;
    const samples = pictures.map(({ unit, dtsUs, ptsUs }, i): Sample => {
      const of = bounds[i];
      if (of) writeSample(unit.data, of, content, at);
      else content.set(unit.data, at);
      at += sizes[i]!;
      const nextUs = (pictures[i + 1] ?? next)?.dtsUs;
      const duration = nextUs === undefined ? this.#intervalUs : Math.min(LONGEST_US, nextUs - dtsUs);
      this.#endUs = Math.max(this.#endUs, ptsUs + duration);
      return { bytes: sizes[i]!, duration, key: unit.key, offset: ptsUs - dtsUs };
    });
    return { samples, content };
  }
}

function withoutParameterSets(data: Uint8Array, bounds: readonly number[]): number[] {
  return bounds.filter((_, i) => !isH265ParameterSet(data[bounds[i - (i % 2)]!]!));
}
