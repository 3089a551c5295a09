import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTEXT_COUNT, initContexts } from './cabac-contexts';
import { CabacDecoder } from './cabac-decoder';
import { AFTER, RANGE_LPS } from './cabac-transitions';
import { RbspBuffer } from './rbsp-buffer';

type Bin = { readonly ctxIdx: number; readonly bin: number };
const BYPASS = -1;

/** The encoder of 9.3.4.2, bit by bit as its flow charts have it. Ends with a terminating bin and its flush. */
function encode(bins: readonly Bin[]): number[] {
  const contexts = new Uint8Array(CONTEXT_COUNT);
  initContexts(contexts, -1, 26);
  const bits: number[] = [];
  let low = 0;
  let range = 510;
  let outstanding = 0;
  let first = true;
  const put = (bit: number) => {
    if (first) first = false;
    else bits.push(bit);
    for (; outstanding > 0; outstanding--) bits.push(1 - bit);
  };
  const carry = () => {
    if (low >= 512) {
      put(1);
      low -= 512;
    } else if (low < 256) put(0);
    else {
      low -= 256;
      outstanding++;
    }
    low *= 2;
  };
  const renorm = () => {
    for (; range < 256; range *= 2) carry();
  };
  for (const { ctxIdx, bin } of bins) {
    if (ctxIdx === BYPASS) {
      low = low * 2 + (bin ? range : 0);
      if (low >= 1024) {
        put(1);
        low -= 1024;
      } else if (low < 512) put(0);
      else {
        low -= 512;
        outstanding++;
      }
      continue;
    }
    const context = contexts[ctxIdx]!;
    const lps = RANGE_LPS[((range & 0xc0) << 1) | context]!;
    range -= lps;
    const mostProbable = (context & 1) === bin;
    if (!mostProbable) {
      low += range;
      range = lps;
    }
    contexts[ctxIdx] = AFTER[mostProbable ? context : 128 + context]!;
    renorm();
  }
  low += range - 2;
  range = 2;
  renorm();
  put((low >> 9) & 1);
  bits.push((low >> 8) & 1, 1);
  return bits;
}

function bytesOf(bits: readonly number[]): number[] {
  const bytes = new Array<number>(Math.ceil(bits.length / 8)).fill(0);
  bits.forEach((bit, i) => {
    bytes[i >> 3]! |= bit << (7 - (i & 7));
  });
  return bytes;
}

function decoderOf(bytes: readonly number[]): CabacDecoder {
  const rbsp = new RbspBuffer();
  // A NAL header first; where 00 00 03 would turn up, the escape that a writer adds.
  const nal = [0x65];
  for (const byte of bytes) {
    if (byte <= 3 && nal.length > 2 && nal.at(-1) === 0 && nal.at(-2) === 0) nal.push(3);
    nal.push(byte);
  }
  rbsp.append(Uint8Array.from(nal), 0, nal.length);
  const cabac = new CabacDecoder(rbsp);
  initContexts(cabac.contexts, -1, 26);
  expect(cabac.start(0)).toBe(true);
  return cabac;
}

const anyBins = fc.array(
  fc.record({ ctxIdx: fc.constantFrom(BYPASS, 3, 60, 105, 106, 227, 399, 435), bin: fc.nat({ max: 1 }) }),
  { maxLength: 300 },
);

describe('CabacDecoder', () => {
  it('decodes what the encoder of the standard wrote, up to the stop bit as the last bit consumed', () => {
    fc.assert(
      fc.property(anyBins, (bins) => {
        const bits = encode(bins);
        const cabac = decoderOf(bytesOf(bits));
        for (const { ctxIdx, bin } of bins) expect(ctxIdx === BYPASS ? cabac.bypass() : cabac.bin(ctxIdx)).toBe(bin);
        expect(cabac.terminate()).toBe(1);
        expect(cabac.position).toBe(bits.length);
      }),
    );
  });

  it('goes back to its mark as if nothing had been read', () => {
    fc.assert(
      fc.property(anyBins, fc.nat({ max: 300 }), fc.nat({ max: 300 }), (bins, mark, back) => {
        const cabac = decoderOf(bytesOf(encode(bins)));
        const read = ({ ctxIdx }: Bin) => (ctxIdx === BYPASS ? cabac.bypass() : cabac.bin(ctxIdx));
        for (const bin of bins.slice(0, mark)) read(bin);
        cabac.mark();
        const { position } = cabac;
        for (const bin of bins.slice(mark, mark + back)) read(bin);
        cabac.rewind();
        expect(cabac.position).toBe(position);
        for (const bin of bins.slice(mark)) expect(read(bin)).toBe(bin.bin);
        expect(cabac.terminate()).toBe(1);
      }),
    );
  });
});
