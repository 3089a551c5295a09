import { BoxWriter } from '../boxes/box-writer';
import type { Sample } from './media-segment';
import { type Edit, fileTime, writeMovieHeader, writeTrack } from './movie-boxes';
import { SampleTable } from './sample-table';
import type { AudioTrack, AudioTrackFormat, VideoTrack, VideoTrackFormat } from './track';

/** A picture of what is cut. Times in µs, on a clock of the source's. */
export interface ClipPicture {
  /** Its place on the timeline that the marks were set on. */
  readonly atUs: number;
  /** When it is shown. */
  readonly ptsUs: number;
  /** When it is decoded; absent: as it comes. */
  readonly dtsUs?: number;
  readonly key: boolean;
  /** As a file's sample has it. */
  readonly data: Sample['data'];
}

/** Sound that belongs together without a gap. */
export interface ClipSound {
  readonly format: AudioTrackFormat;
  /** When it begins, in units of the format's timescale, on the same clock as the pictures. */
  readonly time: number;
  readonly samples: readonly Sample[];
}

export interface ClipRange {
  /** The first picture that is shown is the last at or before this … */
  readonly fromUs: number;
  /** … and the last the last at or before this. */
  readonly toUs: number;
}

/** What a clip became. Times in µs, on the source's clock. */
export interface ClipSummary {
  /** When its first picture is shown: time 0 of the clip. */
  readonly inUs: number;
  /** When its last picture ends. */
  readonly outUs: number;
  readonly pictures: number;
}

const VIDEO_TRACK = 1;
const AUDIO_TRACK = 2;
/** Pictures and the movie are timed in µs. */
const TIMESCALE = 1_000_000;
const USUAL_DURATION_US = 33_333;
/** What fits into a sample's duration. */
const LONGEST_US = 2 ** 32 - 1;
/** A decoder holds no more pictures back (H.264, A.3.1; H.265, A.4.2): after so many that are too late none is in time. */
const MAX_HELD = 16;
/** The last picture of all is seen for so long at most. */
const BEHIND_END_US = 1e6;
/** Sound before the first picture that a decoder may need to begin with. */
const SOUND_BEFORE_US = 500_000;
/** A piece of sound comes when its last sample was taken, and later than pictures on some links. */
const SOUND_BEHIND_US = 1e6;
/** Times of sound are rounded to its samples, and less than this of a piece cannot be heard. */
const SHORTEST_SOUND_US = 1000;

/**
 * Cuts a clip out of pictures and sound without re-encoding anything, and makes its `moov` (ISO/IEC 14496-12, 8.2) with an
 * edit list: players decode from the key picture on that comes first, and show nothing before the first picture that was
 * asked for. It holds no bytes of pictures beyond those that `take` gives away, and 16 pictures behind the end.
 */
export class ClipMovie {
  readonly #range: ClipRange;
  readonly #video: VideoTrackFormat;
  readonly #pictures = new SampleTable();
  readonly #sounds = new SampleTable();
  #audio: AudioTrackFormat | undefined;
  /** Of every picture that was seen, whether it is in the file or behind its end. */
  readonly #times: number[] = [];
  #in: ClipPicture | undefined;
  #out: ClipPicture | undefined;
  #late: ClipPicture[] = [];
  #seenUs = Number.NEGATIVE_INFINITY;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  /** On the source's clock. */
  #zeroUs = 0;
  #lastDtsUs = Number.NEGATIVE_INFINITY;
  #intervalUs = USUAL_DURATION_US;
  #soundZero = 0;

  /** @param video of all pictures */
  constructor(video: VideoTrackFormat, range: ClipRange) {
    this.#video = video;
    this.#range = range;
  }

  /** Of all samples so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The last picture so far that belongs to it, on the marks' timeline; `undefined` before there is one. */
  get atUs(): number | undefined {
    return this.#out?.atUs;
  }

  /** Nothing that follows belongs to it. Sound may come a little later than the pictures that it belongs to. */
  get isOver(): boolean {
    if (this.#late.length <= MAX_HELD) return false;
    if (!this.#audio || this.#seenUs > this.#range.toUs + SOUND_BEHIND_US) return true;
    return this.#isBehind(this.#soundEndUs);
  }

  /** Sound lies under all of the last picture, whose end is known once the next has come. */
  #isBehind(timeUs: number): boolean {
    if (timeUs <= this.#range.toUs - SHORTEST_SOUND_US) return false;
    return timeUs > (this.summary()?.outUs ?? this.#range.toUs) - SHORTEST_SOUND_US;
  }

  get #soundEndUs(): number {
    return ((this.#soundZero + this.#sounds.duration) * 1e6) / (this.#audio?.timescale ?? 1);
  }

  /** In the order of decoding, from a key picture on that the first one to be shown needs. */
  picture(given: ClipPicture): void {
    const { fromUs, toUs } = this.#range;
    const picture = { ...given, ptsUs: Math.round(given.ptsUs) };
    const { atUs } = picture;
    if (this.#times.length === 0 && !picture.key) return;
    this.#times.push(picture.ptsUs);
    // Before the end of what was asked for is at least what there is first.
    this.#seenUs = atUs;
    if (this.#late.length > MAX_HELD) return;
    if (atUs > toUs && this.#out) {
      this.#late.push(picture);
      return;
    }
    for (const late of this.#late.splice(0)) this.#add(late);
    this.#add(picture);
    if (!this.#in || (atUs <= fromUs && atUs > this.#in.atUs)) this.#in = picture;
    if (!this.#out || atUs > this.#out.atUs) this.#out = picture;
  }

  sound({ format, time, samples }: ClipSound): void {
    const { fromUs } = this.#range;
    const beginsUs = (time * 1e6) / format.timescale;
    const length = samples.reduce((sum, { duration, count = 1 }) => sum + duration * count, 0);
    const endsUs = ((time + length) * 1e6) / format.timescale;
    if (this.#isBehind(beginsUs) || endsUs < fromUs - SOUND_BEFORE_US || samples.length === 0) return;
    if (!this.#audio) this.#soundZero = time;
    this.#audio ??= format;
    // A track has one kind of samples.
    if (format !== this.#audio) return;
    let dts = time - this.#soundZero;
    for (const { data, duration, count = 1 } of samples) {
      const bytes = this.#append(data);
      const sample = { dts: Math.max(dts, this.#sounds.duration), compositionOffset: 0, duration, key: true, count };
      this.#sounds.add({ ...sample, bytes: bytes / count }, this.#bytes - bytes);
      dts += duration * count;
    }
  }

  /** Bytes to write now, in order. */
  take(): readonly Uint8Array[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** What it is, once all was given; `undefined` where it has no picture. */
  summary(): ClipSummary | undefined {
    const [first, last] = [this.#in, this.#out];
    if (!first || !last || first.atUs > this.#range.toUs) return undefined;
    // What was asked for lies behind the end of all there is.
    if (this.#seenUs < this.#range.fromUs - BEHIND_END_US) return undefined;
    // Until the next picture would be seen; in a gap, until the end that was asked for.
    const asked = Math.round(this.#range.toUs + last.ptsUs - last.atUs);
    let outUs = Math.max(asked, last.ptsUs + this.#intervalUs);
    for (const timeUs of this.#times) if (timeUs > last.ptsUs && timeUs < outUs) outUs = timeUs;
    return { inUs: first.ptsUs, outUs, pictures: this.#pictures.count };
  }

  /**
   * The `moov`.
   *
   * @param dataOffset where in the file the bytes that `take` gave begin
   * @param createdUs when its first picture was taken, in µs since 1970 (UTC)
   */
  head(dataOffset: number, createdUs: number): Uint8Array<ArrayBuffer> {
    const out = new BoxWriter(64 * 1024);
    const { inUs, outUs } = this.summary() ?? { inUs: 0, outUs: 0 };
    const shown = outUs - inUs;
    const created = fileTime(createdUs);
    const video: VideoTrack = { ...this.#video, timescale: TIMESCALE, trackId: VIDEO_TRACK };
    const audio: AudioTrack | undefined = this.#audio && { ...this.#audio, trackId: AUDIO_TRACK };
    const soundEdits = this.#soundEdits(inUs, outUs);
    this.#pictures.lastUntil(outUs - this.#zeroUs);
    out.box('moov', () => {
      const tracks = audio ? [video, audio] : [video];
      writeMovieHeader(out, tracks, { created, timescale: TIMESCALE, duration: shown });
      const mediaTime = inUs - this.#zeroUs + this.#pictures.delay;
      writeTrack(out, video, {
        created,
        shown,
        duration: this.#pictures.duration,
        edits: [{ duration: shown, mediaTime }],
        table: () => this.#pictures.write(out, dataOffset),
      });
      if (audio && soundEdits.length > 0) {
        writeTrack(out, audio, {
          created,
          duration: this.#sounds.duration,
          edits: soundEdits,
          shown: soundEdits.reduce((sum, { duration }) => sum + duration, 0),
          table: () => this.#sounds.write(out, dataOffset),
        });
      }
    });
    return out.bytes;
  }

  /** Sound may begin later than the pictures, and end sooner. */
  #soundEdits(inUs: number, outUs: number): readonly Edit[] {
    if (!this.#audio) return [];
    const { timescale } = this.#audio;
    const zeroUs = (this.#soundZero * 1e6) / timescale;
    const endUs = Math.min(outUs, this.#soundEndUs);
    const beginUs = Math.max(inUs, zeroUs);
    const duration = Math.round(endUs - beginUs);
    if (duration <= 0) return [];
    const mediaTime = Math.round(((beginUs - zeroUs) * timescale) / 1e6);
    const silence = Math.round(beginUs - inUs);
    return [...(silence > 0 ? [{ duration: silence, mediaTime: -1 }] : []), { duration, mediaTime }];
  }

  #add(picture: ClipPicture): void {
    const { ptsUs, dtsUs, key, data } = picture;
    // Where it is not known when a picture is decoded, times must rise all the same.
    const wanted = Math.round(dtsUs ?? ptsUs);
    const dts = Math.max(wanted, this.#lastDtsUs + 1);
    if (this.#pictures.count === 0) this.#zeroUs = dts;
    else this.#intervalUs = Math.min(LONGEST_US, dts - this.#lastDtsUs);
    this.#lastDtsUs = dts;
    const bytes = this.#append(data);
    this.#pictures.add(
      {
        dts: dts - this.#zeroUs,
        compositionOffset: Math.round(ptsUs) - dts,
        duration: this.#intervalUs,
        bytes,
        key,
        count: 1,
      },
      this.#bytes - bytes,
    );
  }

  #append(data: Sample['data']): number {
    const parts = data instanceof Uint8Array ? [data] : data;
    let bytes = 0;
    for (const part of parts) {
      this.#parts.push(part);
      bytes += part.length;
    }
    this.#bytes += bytes;
    return bytes;
  }
}
