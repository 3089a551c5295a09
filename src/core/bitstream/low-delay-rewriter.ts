import { lowDelaySps } from './low-delay-sps';
import { NalUnitType, nalUnitType } from './nal';
import type { NalRange } from './open-picture';
import { OutputOrder } from './output-order';
import { ParameterSetTable } from './parameter-set-table';
import type { SequenceParameterSet } from './parameter-set-types';
import type { Prelude } from './prelude';
import { parseSps } from './sps';

/** An SPS as it came, what it says, and what it is replaced by. */
interface KnownSps {
  readonly nal: Uint8Array;
  readonly sps: SequenceParameterSet;
  readonly lowDelay: Uint8Array | undefined;
}

/**
 * Tells the decoders of one stream to hold nothing back, as soon as it is certain that its pictures come in the order in
 * which they are shown. An access unit without an SPS is passed on as it is; one with it is copied once.
 */
export class LowDelayRewriter {
  #order = new OutputOrder();
  #table = new ParameterSetTable();
  #known: KnownSps | undefined;
  /** Decoders go by a rewritten SPS. */
  #promised = false;
  /** Decoders may have begun with this SPS: at an entry that is no key picture they play on, and it must stay as it was. */
  #begun = false;

  /**
   * Takes the stream's next access unit.
   *
   * @param isEntry whether decoding may begin at it
   * @returns what to pass on, or `undefined` where this picture shows that the promise was wrong: it, and those up to the
   *   next key picture, would be shown in false order.
   */
  take(data: Uint8Array, isEntry: boolean, { sps, pps, slice }: Prelude): Uint8Array | undefined {
    const [range] = sps;
    if (range) this.#learn(data.subarray(range.start, range.end));
    const known = this.#known;
    if (!known || slice === -1) return data;
    for (const { start, end } of pps) this.#table.storePps(data.subarray(start, end));
    const sets = this.#table.ofSlice(data, slice);
    if (!sets) return data;
    this.#order.see(data, slice, sets);
    const isIdr = nalUnitType(data[slice]!) === NalUnitType.sliceIdr;
    const begins = isIdr || (isEntry && !this.#begun);
    this.#begun ||= begins;
    if (begins) this.#promised = sps.length === 1 && known.lowDelay !== undefined && this.#order.inOrder(known.sps);
    else if (this.#promised && this.#order.reorders) {
      this.#promised = false;
      return undefined;
    }
    if (!this.#promised || !known.lowDelay || sps.length !== 1 || !range) return data;
    return replace(data, range, known.lowDelay);
  }

  /** Streams repeat their SPS, so most often it is the one that is known. */
  #learn(nal: Uint8Array): void {
    if (this.#known && sameBytes(this.#known.nal, nal)) return;
    const parsed = parseSps(nal);
    // What was seen of the order was another encoder's, or another setting's.
    this.#order = new OutputOrder();
    this.#promised = false;
    this.#begun = false;
    this.#table = new ParameterSetTable();
    this.#table.storeSps(nal);
    this.#known = parsed.ok ? { nal: nal.slice(), sps: parsed.value, lowDelay: lowDelaySps(nal) } : undefined;
  }
}

function replace(data: Uint8Array, { start, end }: NalRange, nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length - (end - start) + nal.length);
  out.set(data.subarray(0, start));
  out.set(nal, start);
  out.set(data.subarray(end), start + nal.length);
  return out;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
