import { Marker, standsAlone } from './markers';

/** A piece of the byte stream that was given up. */
export type SplitterFault = 'garbage' | 'oversize';

export interface JpegSplitterOptions {
  /** One whole JPEG, SOI to EOI, in a buffer of its own; the receiver may keep it. */
  readonly onJpeg: (data: Uint8Array<ArrayBuffer>) => void;
  readonly onFault?: (fault: SplitterFault) => void;
  /** Longest JPEG in bytes; a longer one is given up. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 8 * 1024 * 1024;
const FIRST_BUFFER = 64 * 1024;

/** Where in a JPEG the splitter stands. */
type Place = 'before' | 'markers' | 'entropy';

/**
 * Cuts a stream of JPEGs laid end to end, in any chunks, into pictures, each at its own EOI, or where that was left out at the next SOI. Segments are stepped over by
 * their lengths, so that a thumbnail within one does not end the picture; in entropy-coded data `FF 00` and the restart
 * markers are data (T.81, B.1.1.5). Every byte is looked at once.
 */
export class JpegSplitter {
  readonly #options: JpegSplitterOptions;
  readonly #maxBytes: number;
  #buffer = new Uint8Array(FIRST_BUFFER);
  /** The picture that is being cut out, or what may become one, lies from here … */
  #start = 0;
  /** … to here. */
  #end = 0;
  /** The next byte to look at. */
  #at = 0;
  #place: Place = 'before';
  #garbage = false;
  /** The picture's data has begun. */
  #hasData = false;

  constructor(options: JpegSplitterOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
  }

  push(chunk: Uint8Array): void {
    // A chunk may be longer than all that is allowed: taken in pieces, the buffer stays bounded.
    for (let from = 0; from < chunk.length; from += FIRST_BUFFER) {
      this.#append(chunk.subarray(from, from + FIRST_BUFFER));
      while (this.#step());
      if (this.#end - this.#start > this.#maxBytes) {
        this.#at = this.#end;
        this.#giveUp('oversize');
      }
    }
  }

  /** Looks on. @returns whether there is more to look at. */
  #step(): boolean {
    switch (this.#place) {
      case 'before':
        return this.#seekSoi();
      case 'markers':
        return this.#stepMarker();
      case 'entropy':
        return this.#seekMarker();
    }
  }

  #seekSoi(): boolean {
    const found = this.#find(this.#at);
    if (found !== this.#at) this.#sawGarbage();
    this.#start = found;
    this.#at = found;
    if (found + 3 > this.#end) return false;
    if (this.#buffer[found + 1] !== Marker.soi || this.#buffer[found + 2] !== 0xff) {
      this.#sawGarbage();
      this.#at++;
      return true;
    }
    this.#garbage = false;
    this.#hasData = false;
    this.#place = 'markers';
    this.#at += 2;
    return true;
  }

  #stepMarker(): boolean {
    const marker = this.#buffer[this.#at + 1] ?? 0;
    if (this.#at + 2 > this.#end) return false;
    if (this.#buffer[this.#at] !== 0xff || marker === 0) return this.#giveUp('garbage');
    if (marker === Marker.soi) return this.#hasData ? this.#emitWithoutEoi() : this.#giveUp('garbage');
    if (marker === 0xff) {
      this.#at++;
      return true;
    }
    if (marker === Marker.eoi) {
      this.#emit(this.#at + 2);
      return true;
    }
    if (standsAlone(marker)) {
      this.#at += 2;
      return true;
    }
    if (this.#at + 4 > this.#end) return false;
    const length = ((this.#buffer[this.#at + 2] ?? 0) << 8) | (this.#buffer[this.#at + 3] ?? 0);
    if (length < 2) return this.#giveUp('garbage');
    if (this.#at + 2 + length > this.#end) return false;
    this.#at += 2 + length;
    if (marker === Marker.sos) {
      this.#place = 'entropy';
      this.#hasData = true;
    }
    return true;
  }

  #seekMarker(): boolean {
    this.#at = this.#find(this.#at);
    if (this.#at + 2 > this.#end) return false;
    const marker = this.#buffer[this.#at + 1] ?? 0;
    if (marker === 0 || (marker >= Marker.rstFirst && marker <= Marker.rstLast)) this.#at += 2;
    else this.#place = 'markers';
    return true;
  }

  /** The next FF from `from` on, or the end. */
  #find(from: number): number {
    const at = this.#buffer.subarray(0, this.#end).indexOf(0xff, from);
    return at === -1 ? this.#end : at;
  }

  /** A camera left EOI out: the next picture's SOI ends this one, and it is given an EOI of its own. */
  #emitWithoutEoi(): true {
    const end = this.#at;
    const data = new Uint8Array(end - this.#start + 2);
    data.set(this.#buffer.subarray(this.#start, end));
    data.set([0xff, Marker.eoi], end - this.#start);
    this.#place = 'before';
    this.#start = end;
    this.#options.onJpeg(data);
    return true;
  }

  #emit(end: number): void {
    const data = this.#buffer.slice(this.#start, end);
    this.#place = 'before';
    this.#start = end;
    this.#at = end;
    this.#options.onJpeg(data);
  }

  /** What began as a JPEG is none; another may begin where that was seen. No byte is looked at twice. */
  #giveUp(fault: SplitterFault): true {
    this.#options.onFault?.(fault);
    this.#garbage = true;
    this.#place = 'before';
    this.#start = this.#at;
    return true;
  }

  /** One fault for all bytes between two pictures. */
  #sawGarbage(): void {
    if (!this.#garbage) this.#options.onFault?.('garbage');
    this.#garbage = true;
  }

  #append(chunk: Uint8Array): void {
    if (this.#start > 0) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#at -= this.#start;
      this.#start = 0;
    }
    if (this.#end + chunk.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#end + chunk.length));
      larger.set(this.#buffer.subarray(0, this.#end));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }
}
