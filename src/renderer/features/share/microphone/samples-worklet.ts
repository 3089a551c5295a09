/** What there is in an `AudioWorkletGlobalScope`; TypeScript's DOM library leaves it out. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare const sampleRate: number;
declare const currentFrame: number;

/** 20 ms: one packet of Opus. */
const PIECES_PER_SECOND = 50;

/** Hands the sound of its first input to the page, one channel, in pieces of 20 ms, each with the count of its first sample. */
class SamplesProcessor extends AudioWorkletProcessor {
  readonly #length = Math.round(sampleRate / PIECES_PER_SECOND);
  #piece = new Float32Array(this.#length);
  #filled = 0;

  process([channels = []]: readonly (readonly Float32Array[])[]): boolean {
    const [first, second] = channels;
    if (!first) return true;
    for (let n = 0; n < first.length; n++) {
      this.#piece[this.#filled++] = second ? (first[n]! + second[n]!) / 2 : first[n]!;
      if (this.#filled < this.#length) continue;
      const fromFrame = currentFrame + n + 1 - this.#length;
      this.port.postMessage({ samples: this.#piece, fromFrame }, [this.#piece.buffer]);
      this.#piece = new Float32Array(this.#length);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor('samples', SamplesProcessor);
