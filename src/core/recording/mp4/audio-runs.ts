import type { AudioChunk } from '../../media/audio-chunk';
import type { AudioFormat } from './audio-entry';
import type { Run } from './fragment';

/** Arrival is uneven and sound is not: only what lies farther off than this is a gap, or a clock that leapt. */
const TOLERANCE_US = 150_000;

interface OpenRun {
  readonly baseTime: number;
  units: number;
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
    const { timescale, bytesPerSample, unitsPerSample } = this.#format;
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
      run = { baseTime, units: 0, chunks: [] };
      this.#runs.push(run);
    }
    run.chunks.push(chunk);
    run.units += units;
    this.#end = baseTime + units;
    this.#bytes += chunk.data.length;
  }

  /** All that waits. */
  take(): readonly (Pick<Run, 'baseTime' | 'samples'> & { readonly content: readonly Uint8Array[] })[] {
    const { bytesPerSample, unitsPerSample } = this.#format;
    const runs = this.#runs.map(({ baseTime, units, chunks }) => {
      if (bytesPerSample) {
        const content = chunks.map(({ data }) => data.subarray(0, data.length - (data.length % bytesPerSample)));
        return { baseTime, samples: { count: units, bytes: bytesPerSample, duration: 1 }, content };
      }
      const samples = chunks.map((chunk) => ({
        ...{ bytes: chunk.data.length, key: true, offset: 0 },
        duration: unitsPerSample(chunk),
      }));
      return { baseTime, samples, content: chunks.map(({ data }) => data) };
    });
    this.#runs = [];
    this.#bytes = 0;
    return runs;
  }
}
