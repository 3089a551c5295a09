import { BitWriter } from './bit-writer';

/** Of a test picture, in macroblocks of 16 pixels. */
export interface NumberedSize {
  readonly width: number;
  readonly height: number;
}

/** Numbers begin again after so many pictures: twelve bits. */
export const NUMBERED_PICTURES = 4096;

const MB = 16;
/** Edge of a block of the strip, in macroblocks: a white guard, twelve bits with the lowest first, a black guard. */
const BLOCK = 2;
const BITS = 12;
const BLOCKS = BITS + 2;
/** The strip with its black edge: macroblocks above, of, and below the blocks. */
const STRIP_ROWS = BLOCK + 2;
const DIGITS = 4;
/** Of brightness (BT.601, limited range), and of the colour of grey. */
const [BLACK, WHITE, GREY] = [16, 235, 128];
const PCM_BYTES = 384;
const FRAME_NUM_BITS = 8;
/** Digits of 5 × 7 dots, a row of bits each. */
const FONT = [
  [14, 17, 19, 21, 25, 17, 14],
  [4, 12, 4, 4, 4, 4, 14],
  [14, 17, 1, 2, 4, 8, 31],
  [31, 2, 4, 2, 1, 17, 14],
  [2, 6, 10, 18, 31, 2, 2],
  [31, 16, 30, 1, 1, 17, 14],
  [6, 8, 16, 30, 17, 17, 14],
  [31, 1, 2, 4, 8, 8, 8],
  [14, 17, 17, 14, 17, 17, 14],
  [14, 17, 17, 15, 1, 2, 12],
] as const;
const START_CODE = [0, 0, 0, 1] as const;
const NAL = { sps: 0x67, pps: 0x68, idr: 0x65, slice: 0x41 } as const;
/** mb_type of I_PCM in I and in P slices (7.4.5), and of Intra_16x16 by the mean with nothing left (2, 0, 0). */
const [PCM_IN_I, PCM_IN_P, MEAN_16X16] = [25, 30, 3];

/**
 * Makes H.264 (Constrained Baseline) whose pictures bear their number, for people as digits and for programs as a strip of blocks
 * across the middle, on grey. It needs no encoder: what changes is sent as bare pixels (I_PCM, 7.3.5), all else is skipped.
 */
export class NumberedPictures {
  readonly #columns: number;
  readonly #rows: number;
  readonly #size: NumberedSize;
  readonly #group: number;
  #frameNum = 0;

  /** @param group pictures from one key picture to the next */
  constructor(size: NumberedSize, group: number) {
    this.#size = size;
    this.#group = group;
    this.#columns = Math.max(BLOCKS * BLOCK, Math.ceil(size.width / MB));
    this.#rows = Math.max(STRIP_ROWS, Math.ceil(size.height / MB));
  }

  /** The next picture in order. @param number one more each time, from a multiple of the group on */
  picture(number: number): { readonly data: Uint8Array; readonly key: boolean } {
    const key = number % this.#group === 0;
    this.#frameNum = key ? 0 : (this.#frameNum + 1) % 2 ** FRAME_NUM_BITS;
    const bytes: number[] = [];
    if (key) this.#writeKey(bytes, number);
    else this.#writeChanges(bytes, number);
    return { data: Uint8Array.from(bytes), key };
  }

  /** Three slices: in that of the strip all is bare, and no other predicts from it. */
  #writeKey(out: number[], number: number): void {
    this.#writeParameterSets(out);
    const top = this.#top;
    this.#writeGrey(out, 0, top, number);
    const strip = new SliceBytes(this.#header(top * this.#columns, number, true));
    for (let row = top; row < top + STRIP_ROWS; row++) {
      for (let column = 0; column < this.#columns; column++) strip.pcm([PCM_IN_I], this.#pixels(column, row, number));
    }
    strip.writeTo(out, NAL.idr);
    this.#writeGrey(out, top + STRIP_ROWS, this.#rows, number);
  }

  #writeGrey(out: number[], from: number, to: number, number: number): void {
    if (from >= to) return;
    const slice = new SliceBytes(this.#header(from * this.#columns, number, true));
    // intra_chroma_pred_mode, mb_qp_delta, and a coeff_token of nothing.
    for (let mb = from * this.#columns; mb < to * this.#columns; mb++) slice.ue(MEAN_16X16).ue(0).ue(0).bit(1);
    slice.writeTo(out, NAL.idr);
  }

  #writeChanges(out: number[], number: number): void {
    const slice = new SliceBytes(this.#header(0, number, false));
    let skipped = this.#top * this.#columns;
    for (let row = this.#top; row < this.#top + STRIP_ROWS; row++) {
      for (let column = 0; column < this.#columns; column++) {
        if (this.#shown(column, row, number) === this.#shown(column, row, number - 1)) skipped++;
        else {
          slice.pcm([skipped, PCM_IN_P], this.#pixels(column, row, number));
          skipped = 0;
        }
      }
    }
    slice.ue(skipped + (this.#rows - this.#top - STRIP_ROWS) * this.#columns);
    slice.writeTo(out, NAL.slice);
  }

  get #top(): number {
    return Math.floor((this.#rows - STRIP_ROWS) / 2);
  }

  /** What stands in a macroblock of the strip's rows: brightness, or `d7` for a digit. */
  #shown(column: number, row: number, number: number): number | string {
    const left = Math.floor((this.#columns - BLOCKS * BLOCK) / 2);
    const block = Math.floor((column - left) / BLOCK);
    if (block < 0 || block >= BLOCKS) return GREY;
    const line = row - this.#top;
    const digit = column - Math.floor((this.#columns - DIGITS) / 2);
    if (line === STRIP_ROWS - 1 && digit >= 0 && digit < DIGITS) {
      return `d${`${number % NUMBERED_PICTURES}`.padStart(DIGITS, '0').charAt(digit)}`;
    }
    if (line === 0 || line === STRIP_ROWS - 1) return BLACK;
    if (block === 0) return WHITE;
    return block > BITS || ((number >> (block - 1)) & 1) === 0 ? BLACK : WHITE;
  }

  #pixels(column: number, row: number, number: number): Uint8Array {
    const shown = this.#shown(column, row, number);
    const pixels = new Uint8Array(PCM_BYTES).fill(GREY);
    pixels.fill(typeof shown === 'number' ? shown : BLACK, 0, MB * MB);
    const dots = typeof shown === 'string' ? FONT[Number(shown.slice(1))] : undefined;
    dots?.forEach((bits, line) => {
      for (let dot = 0; dot < 5; dot++) {
        if ((bits & (16 >> dot)) === 0) continue;
        for (const y of [1 + 2 * line, 2 + 2 * line]) pixels.fill(WHITE, y * MB + 3 + 2 * dot, y * MB + 5 + 2 * dot);
      }
    });
    return pixels;
  }

  /** slice_header(), 7.3.3. */
  #header(firstMb: number, number: number, isKey: boolean): BitWriter {
    const bits = new BitWriter().ue(firstMb, isKey ? 7 : 5, 0).u(FRAME_NUM_BITS, this.#frameNum);
    // idr_pic_id, dec_ref_pic_marking(); or no other number of references, order or marking than usual.
    if (isKey) bits.ue((number / this.#group) & 1).u(2, 0);
    else bits.u(3, 0);
    // slice_qp_delta; no deblocking.
    return bits.se(0).ue(1);
  }

  #writeParameterSets(out: number[]): void {
    const right = (this.#columns * MB - Math.min(this.#size.width, this.#columns * MB)) >> 1;
    const bottom = (this.#rows * MB - Math.min(this.#size.height, this.#rows * MB)) >> 1;
    const isCropped = right > 0 || bottom > 0;
    const sps = new BitWriter()
      .u(8, 66)
      .u(8, 0xc0)
      .u(8, 40)
      .ue(0, FRAME_NUM_BITS - 4, 2, 1)
      .u(1, 0)
      .ue(this.#columns - 1, this.#rows - 1)
      .u(2, 0b11)
      .u(1, isCropped ? 1 : 0);
    if (isCropped) sps.ue(0, right, 0, bottom);
    sps.u(1, 0);
    const pps = new BitWriter().ue(0, 0).u(2, 0).ue(0, 0, 0).u(3, 0).se(0, 0, 0).u(3, 0b100);
    out.push(...START_CODE, ...sps.nal(NAL.sps), ...START_CODE, ...pps.nal(NAL.pps));
  }
}

/** A slice's bytes: bits, and bare pixels from a byte's edge on. */
class SliceBytes {
  readonly #bytes: number[] = [];
  #bits = 0;
  #count = 0;

  constructor(header: BitWriter) {
    for (const bit of header.bits) this.bit(bit === '1' ? 1 : 0);
  }

  bit(bit: number): this {
    this.#bits = (this.#bits << 1) | bit;
    if (++this.#count < 8) return this;
    this.#bytes.push(this.#bits);
    this.#bits = 0;
    this.#count = 0;
    return this;
  }

  ue(value: number): this {
    const length = Math.floor(Math.log2(value + 1));
    for (let i = 0; i < length; i++) this.bit(0);
    for (let i = length; i >= 0; i--) this.bit(((value + 1) >> i) & 1);
    return this;
  }

  /** pcm_alignment_zero_bits and the pixels, behind what says that they come. */
  pcm(codes: readonly number[], pixels: Uint8Array): void {
    for (const code of codes) this.ue(code);
    while (this.#count > 0) this.bit(0);
    this.#bytes.push(...pixels);
  }

  /** With its trailing bits and emulation prevention. */
  writeTo(out: number[], header: number): void {
    this.bit(1);
    while (this.#count > 0) this.bit(0);
    out.push(...START_CODE, header);
    let zeros = 0;
    for (const byte of this.#bytes) {
      if (zeros >= 2 && byte <= 3) {
        out.push(3);
        zeros = 0;
      }
      out.push(byte);
      zeros = byte === 0 ? zeros + 1 : 0;
    }
  }
}
