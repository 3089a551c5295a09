/** The rates of ITU-T G.726 at 8000 samples a second, 16, 24, 32 and 40 kbit/s, by the bits of a coded sample. */
export type CodedBits = 2 | 3 | 4 | 5;

/** By the magnitude of the code: logarithm of the quantised difference, its scale factor's change, its speed's in 0x200. */
interface Tables {
  readonly dqln: readonly number[];
  readonly wi: readonly number[];
  readonly fi: readonly number[];
}

/** Tables 7 to 10 of the Recommendation. */
const TABLES: { readonly [bits in CodedBits]: Tables } = {
  2: { dqln: [116, 365], wi: [-22, 439], fi: [0, 7] },
  3: { dqln: [-2048, 135, 273, 373], wi: [-4, 30, 137, 582], fi: [0, 1, 2, 7] },
  4: {
    dqln: [-2048, 4, 135, 213, 273, 323, 373, 425],
    wi: [-12, 18, 41, 64, 112, 198, 355, 1122],
    fi: [0, 0, 0, 1, 1, 1, 3, 7],
  },
  5: {
    dqln: [-2048, -66, 28, 104, 169, 224, 274, 318, 358, 395, 429, 459, 488, 514, 539, 566],
    wi: [14, 14, 24, 39, 40, 41, 58, 100, 141, 179, 219, 280, 358, 440, 529, 696],
    fi: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6],
  },
};

/** Nothing, as the predictor's floating point has it: an exponent of 0 and half a mantissa. */
const ZERO = 0x20;
const NEGATIVE = 0x400;

/** Which rate a piece's description says. */
export function codedBitsOf(description: Uint8Array | undefined): CodedBits {
  const bits = description?.[0];
  return bits === 2 || bits === 3 || bits === 5 ? bits : 4;
}

/**
 * Decodes one stream of G.726, the first sample in a byte's lowest bits (RFC 3551, 4.5.4), as dash cams send it; a piece
 * holds whole samples. Names are those of the Recommendation's blocks; all arithmetic is its own, in integers.
 */
export class G726Decoder {
  #yl = 34816;
  #yu = 544;
  #dms = 0;
  #dml = 0;
  #ap = 0;
  #td = false;
  #pk0 = false;
  #pk1 = false;
  #a1 = 0;
  #a2 = 0;
  #sr1 = ZERO;
  #sr2 = ZERO;
  readonly #bits: CodedBits;
  readonly #tables: Tables;
  /** UPB: how slowly a zero's coefficient is forgotten. */
  readonly #leak: number;
  readonly #b = new Int32Array(6);
  readonly #dq = new Int32Array(6).fill(ZERO);

  constructor(bits: CodedBits = 4) {
    this.#bits = bits;
    this.#tables = TABLES[bits];
    this.#leak = bits === 5 ? 9 : 8;
  }

  /** Samples of 16 bits; what follows continues what came before. */
  decode(data: Uint8Array): Int16Array {
    const bits = this.#bits;
    const mask = (1 << bits) - 1;
    const samples = new Int16Array(Math.floor((data.length * 8) / bits));
    let held = 0;
    let count = 0;
    let at = 0;
    for (const byte of data) {
      held |= byte << count;
      count += 8;
      for (; count >= bits && at < samples.length; count -= bits) {
        samples[at++] = this.#sample(held & mask);
        held >>= bits;
      }
    }
    return samples;
  }

  #sample(code: number): number {
    let zeros = 0;
    for (let n = 0; n < 6; n++) zeros += product(this.#b[n]! >> 2, this.#dq[n]!);
    const sez = zeros >> 1;
    const se = (zeros + product(this.#a2 >> 2, this.#sr2) + product(this.#a1 >> 2, this.#sr1)) >> 1;
    const y = this.#scale();
    const isNegative = code >> (this.#bits - 1) === 1;
    // Codes of negative differences count down from the highest.
    const magnitude = isNegative ? (1 << this.#bits) - 1 - code : code;
    const dql = this.#tables.dqln[magnitude]! + (y >> 2);
    const mag = dql < 0 ? 0 : ((128 + (dql & 127)) << 7) >> (14 - ((dql >> 7) & 15));
    const sr = isNegative ? se - (mag & 0x3fff) : se + mag;
    this.#adapt(y, magnitude, mag, isNegative, sr, sr - se + sez);
    return Math.max(-32768, Math.min(32767, sr * 4));
  }

  /** Quantizer scale factor (MIX): between the fast and the slow one, by the speed. */
  #scale(): number {
    if (this.#ap >= 256) return this.#yu;
    const slow = this.#yl >> 6;
    const difference = (this.#yu - slow) * (this.#ap >> 2);
    return slow + (difference > 0 ? difference >> 6 : (difference + 0x3f) >> 6);
  }

  #adapt(y: number, magnitude: number, mag: number, isNegative: boolean, sr: number, dqsez: number): void {
    const pk = dqsez < 0;
    const tr = this.#td && mag > this.#threshold();
    this.#yu = Math.max(544, Math.min(5120, y + (((this.#tables.wi[magnitude]! << 5) - y) >> 5)));
    this.#yl += this.#yu + (-this.#yl >> 6);
    if (tr) {
      this.#a1 = 0;
      this.#a2 = 0;
      this.#b.fill(0);
    } else {
      this.#adaptPoles(pk, dqsez);
      for (let n = 0; n < 6; n++) {
        this.#b[n]! -= this.#b[n]! >> this.#leak;
        if (mag !== 0) this.#b[n]! += isNegative === this.#dq[n]! < 0 ? 128 : -128;
      }
    }
    this.#dq.copyWithin(1, 0, 5);
    this.#dq[0] = floating(mag, isNegative);
    this.#sr2 = this.#sr1;
    this.#sr1 = floating(Math.abs(sr), sr < 0);
    this.#pk1 = this.#pk0;
    this.#pk0 = pk;
    this.#td = !tr && this.#a2 < -11776;
    this.#adaptSpeed(y, this.#tables.fi[magnitude]! * 0x200, tr);
  }

  /** TRANS: above it, a partial band signal has become another. */
  #threshold(): number {
    const whole = this.#yl >> 15;
    const limit = whole > 9 ? 31 << 10 : (32 + ((this.#yl >> 10) & 31)) << whole;
    return (limit + (limit >> 1)) >> 1;
  }

  /** UPA2, LIMC, UPA1, LIMD. */
  #adaptPoles(pk: boolean, dqsez: number): void {
    let a2 = this.#a2 - (this.#a2 >> 7);
    const differs = pk !== this.#pk0;
    if (dqsez !== 0) {
      const fa1 = differs ? this.#a1 : -this.#a1;
      a2 += fa1 < -8191 ? -0x100 : fa1 > 8191 ? 0xff : fa1 >> 5;
      a2 += pk !== this.#pk1 ? -0x80 : 0x80;
      a2 = Math.max(-12288, Math.min(12288, a2));
    }
    this.#a2 = a2;
    this.#a1 -= this.#a1 >> 8;
    if (dqsez !== 0) this.#a1 += differs ? -192 : 192;
    const limit = 15360 - a2;
    this.#a1 = Math.max(-limit, Math.min(limit, this.#a1));
  }

  /** FUNCTF to LIMA. */
  #adaptSpeed(y: number, fi: number, tr: boolean): void {
    this.#dms += (fi - this.#dms) >> 5;
    this.#dml += ((fi << 2) - this.#dml) >> 7;
    if (tr) this.#ap = 256;
    else {
      const isFast = y < 1536 || this.#td || Math.abs((this.#dms << 2) - this.#dml) >= this.#dml >> 3;
      this.#ap += ((isFast ? 0x200 : 0) - this.#ap) >> 4;
    }
  }
}

/** FLOATA, FLOATB: four bits of exponent, six of mantissa, a sign. */
function floating(magnitude: number, isNegative: boolean): number {
  const exponent = bits(magnitude);
  const value = magnitude === 0 ? ZERO : (exponent << 6) + ((magnitude << 6) >> exponent);
  return isNegative ? value - NEGATIVE : value;
}

/** FMULT: a coefficient times a signal in that floating point. */
function product(an: number, srn: number): number {
  const magnitude = an > 0 ? an : -an & 0x1fff;
  const exponent = bits(magnitude) - 6;
  const mantissa = magnitude === 0 ? 32 : exponent >= 0 ? magnitude >> exponent : magnitude << -exponent;
  const shift = exponent + ((srn >> 6) & 15) - 13;
  const wide = (mantissa * (srn & 63) + 0x30) >> 4;
  const value = shift >= 0 ? (wide << shift) & 0x7fff : wide >> -shift;
  return an < 0 !== srn < 0 ? -value : value;
}

/** How many bits a number of 15 has. */
function bits(value: number): number {
  return Math.min(15, 32 - Math.clz32(value));
}
