import type { AudioChunk } from '../../media/audio-chunk';
import type { AudioFormat } from './audio-entry';
import type { Sample, TrackRun } from './media-segment';

/** Arrival is uneven and sound is not: only what lies farther off than this is a gap, or a clock that leapt. */
const TOLERANCE_US = 150_000;

interface OpenRun {
  readonly baseTime: number;
  readonly chunks: AudioChunk[];
}

/** Lays chunks of sound one behind the other, and begins anew where something is missing between them. */
export class AudioRuns {
  readonly #format: AudioFormat;
  #runs: OpenRun[] = [];
  /** Where the last chunk ends, in the track's units. */
  #end: number | undefined;
  #bytes = 0;

  constructor(format: AudioFormat) {
    this.#format = format;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(chunk: AudioChunk, timeUs: number): void {
    const { track, bytesPerSample, unitsPerSample } = this.#format;
    const { timescale } = track;
    const units = bytesPerSample ? Math.floor(chunk.data.length / bytesPerSample) : unitsPerSample(chunk);
    if (units === 0 || chunk.data.length === 0) return;
    const wanted = Math.round((timeUs * timescale) / 1e6);
    const end = this.#end;
    const offUs = end === undefined ? 0 : ((wanted - end) * 1e6) / timescale;
    // Time never runs backwards in a track: sound that comes too early goes behind what is there.
    const begins = end === undefined || offUs > TOLERANCE_US;
    const baseTime = begins ? wanted : end;
    let run = this.#runs.at(-1);
    if (!run || begins) {
      run = { baseTime, chunks: [] };
      this.#runs.push(run);
    }
    run.chunks.push(chunk);
    this.#end = baseTime + units;
    this.#bytes += chunk.data.length;
  }

  /** All that waits. */
  take(): readonly Omit<TrackRun, 'trackId'>[] {
    const runs = this.#runs.map(({ baseTime, chunks }) => ({
      baseDecodeTime: baseTime,
      samples: chunks.map((chunk) => this.#sampleOf(chunk)),
    }));
    this.#runs = [];
    this.#bytes = 0;
    return runs;
  }

  #sampleOf(chunk: AudioChunk): Sample {
    const { bytesPerSample, unitsPerSample } = this.#format;
    const { data } = chunk;
    const duration = unitsPerSample(chunk);
    if (!bytesPerSample) return { data, duration, key: true };
    const count = Math.floor(data.length / bytesPerSample);
    return { data: data.subarray(0, count * bytesPerSample), duration, key: true, count };
  }
}
