import { higher, lower, QUALITIES, type Quality } from './presets';

/** How long is looked at before a change. */
const WINDOW_US = 1e6;
/** A viewer that misses more than this share of the pictures gets smaller ones. */
const BEHIND_SHARE = 0.2;
/** How long all must go well before larger ones are tried again; doubled each time that the try failed. */
const FIRST_CALM_US = 10e6;
const LONGEST_CALM_US = 160e6;

/**
 * Chooses the preset for one viewer by what it takes: down when it misses pictures, up again after a calm time, never above
 * what it asked for. A step up that has to be taken back makes the next one wait twice as long.
 */
export class AdaptiveQuality {
  readonly #preferred: Quality;
  #quality: Quality;
  #sent = 0;
  #skipped = 0;
  #windowStartUs: number | undefined;
  #calmSinceUs = 0;
  #calmUs = FIRST_CALM_US;
  #raisedAtUs: number | undefined;

  constructor(preferred: Quality) {
    this.#preferred = preferred;
    this.#quality = preferred;
  }

  get quality(): Quality {
    return this.#quality;
  }

  /**
   * One picture was sent, or skipped because the viewer is behind. Times are µs, monotonic.
   *
   * @returns the preset from here on.
   */
  count(what: 'sent' | 'skipped', nowUs: number): Quality {
    if (this.#windowStartUs === undefined) this.#begin(nowUs);
    if (what === 'sent') this.#sent++;
    else this.#skipped++;
    if (nowUs - (this.#windowStartUs ?? nowUs) >= WINDOW_US) this.#judge(nowUs);
    return this.#quality;
  }

  #judge(nowUs: number): void {
    const behind = this.#skipped / (this.#sent + this.#skipped) > BEHIND_SHARE;
    const skipped = this.#skipped > 0;
    this.#sent = 0;
    this.#skipped = 0;
    this.#windowStartUs = nowUs;
    if (skipped) this.#calmSinceUs = nowUs;
    if (behind) this.#lower(nowUs);
    else if (nowUs - this.#calmSinceUs >= this.#calmUs) this.#raise(nowUs);
  }

  #lower(nowUs: number): void {
    const failedRaise = this.#raisedAtUs !== undefined && nowUs - this.#raisedAtUs < this.#calmUs;
    if (failedRaise) this.#calmUs = Math.min(LONGEST_CALM_US, this.#calmUs * 2);
    this.#raisedAtUs = undefined;
    this.#quality = lower(this.#quality) ?? this.#quality;
  }

  #raise(nowUs: number): void {
    const next = higher(this.#quality);
    if (!next || QUALITIES.indexOf(next) > QUALITIES.indexOf(this.#preferred)) return;
    this.#quality = next;
    this.#raisedAtUs = nowUs;
    this.#calmSinceUs = nowUs;
  }

  #begin(nowUs: number): void {
    this.#windowStartUs = nowUs;
    this.#calmSinceUs = nowUs;
  }
}
