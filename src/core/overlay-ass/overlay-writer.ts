import { type Layout, layOutAll } from '../instruments/layout';
import type { Instrument } from '../instruments/shared/instrument';
import type { Size } from '../instruments/shared/rect';
import { INSTRUMENTS } from '../instruments/table';
import type { TelemetryLine } from '../recording/telemetry/lines';
import { TELEMETRY_STALE_AFTER_MS } from '../telemetry/stale';
import type { Telemetry } from '../telemetry/telemetry';
import { METRIC, type Units } from '../telemetry/units/choice';
import { english } from '../texts/english';
import type { Speaker } from '../texts/speaker';
import { dialogue, documentHead } from './document';
import { drawMoment } from './moment';

/** Ten changes a second at most, as the viewer's instruments; a little less, for a clock of ten a second jitters. */
const CHANGE_MS = 95;
/** Figures change five times a second. */
const FIGURES_MS = 190;
/** Those that were passed over are shown after this, if nothing newer comes by then. */
const TRAILING_MS = 2 * FIGURES_MS;
/** Instruments have no more marks than this, so that one's do not move another's layers. */
const LAYERS_EACH = 100;

interface Shown {
  readonly text: string;
  readonly fromMs: number;
}

/**
 * Writes the viewer's overlay over a clip as a subtitle file (Advanced SubStation Alpha): the same instruments in the same places,
 * drawn by the same code. Lines of telemetry go in as they come, text comes out as it is complete, and what does not change is
 * written once. Holds one moment, whatever the clip's length.
 *
 * The font is B612: a renderer needs it in its `fontsdir`.
 */
export class OverlayWriter {
  /** Those that tell of the vehicle, lowest first. */
  readonly #instruments: readonly Instrument[];
  readonly #layout: Layout<string>;
  readonly #size: Size;
  readonly #say: Speaker;
  readonly #units: Units;
  /** By layer: what stands there now. */
  readonly #shown = new Map<number, Shown>();
  #latest: { readonly ms: number; readonly values: Telemetry } | undefined;
  #readable: Telemetry | undefined;
  /** Since when, and when the overlay was drawn last, in ms of the clip. */
  #readableMs = Number.NEGATIVE_INFINITY;
  #drawnMs = Number.NEGATIVE_INFINITY;
  #isDrawnLatest = false;
  #out: string[] = [];

  /** @param size of the picture that it goes over, in px @param units what people read */
  constructor(size: Size, units: Units = METRIC, instruments: readonly Instrument[] = INSTRUMENTS, say = english) {
    this.#units = units;
    this.#size = size;
    this.#say = say;
    this.#layout = layOutAll(instruments, size, 1);
    this.#instruments = instruments.filter(({ isOfViewer }) => !isOfViewer);
  }

  /** The file's beginning. */
  head(): string {
    return documentHead(this.#size);
  }

  /**
   * Takes the next telemetry.
   *
   * @param line its `t` in seconds from the clip's first picture, no less than the one before. Below 0 is what was known when it
   *   began: give at least the last such line.
   * @returns the events that ended with it; may be empty
   */
  add({ t, values }: Pick<TelemetryLine, 't' | 'values'>): string {
    if (!Number.isFinite(t)) return '';
    const ms = Math.max(Math.round(t * 1000), this.#latest?.ms ?? Number.NEGATIVE_INFINITY);
    if (ms >= 0) this.#advance(ms);
    this.#latest = { ms, values };
    this.#isDrawnLatest = false;
    if (ms < 0) this.#readable = values;
    else if (ms - this.#drawnMs >= CHANGE_MS) this.#draw(ms);
    return this.#taken();
  }

  /** @param t the clip's length, in seconds @returns the last events */
  end(t: number): string {
    const ms = Math.round(t * 1000);
    this.#advance(ms);
    for (const [layer, shown] of this.#shown) this.#close(layer, shown, ms);
    this.#shown.clear();
    return this.#taken();
  }

  /** Draws what becomes due before a time: what was passed over, and how old the values are. */
  #advance(toMs: number): void {
    for (let due = this.#due(); due < toMs; due = this.#due()) this.#draw(due);
  }

  /** When the overlay changes next, with nothing new. */
  #due(): number {
    if (this.#drawnMs < 0) return 0;
    const latest = this.#latest;
    if (!latest) return Number.POSITIVE_INFINITY;
    if (!this.#isDrawnLatest) return this.#drawnMs + CHANGE_MS;
    const figures = this.#readable === latest.values ? Number.POSITIVE_INFINITY : this.#readableMs + TRAILING_MS;
    return Math.min(figures, nextAge(latest.ms, this.#drawnMs));
  }

  #draw(ms: number): void {
    const telemetry = this.#latest?.values;
    const age = ms - (this.#latest?.ms ?? ms);
    if (ms - this.#readableMs >= FIGURES_MS) {
      this.#readable = telemetry;
      this.#readableMs = ms;
    }
    this.#drawnMs = ms;
    this.#isDrawnLatest = true;
    const ageMs = age < TELEMETRY_STALE_AFTER_MS ? undefined : age;
    const drawn = drawMoment(
      this.#instruments,
      this.#layout,
      { telemetry, readable: this.#readable, ageMs, units: this.#units },
      this.#say,
    );
    const marks = new Map<number, string>();
    for (const [row, { id }] of this.#instruments.entries()) {
      for (const [index, text] of (drawn.get(id) ?? []).slice(0, LAYERS_EACH).entries()) {
        marks.set(row * LAYERS_EACH + index, text);
      }
    }
    this.#change(marks, ms);
  }

  /** What stays as it was is not touched: it is one event, however long. */
  #change(marks: ReadonlyMap<number, string>, ms: number): void {
    for (const [layer, shown] of this.#shown) {
      if (marks.get(layer) === shown.text) continue;
      this.#close(layer, shown, ms);
      this.#shown.delete(layer);
    }
    for (const [layer, text] of marks) {
      if (!this.#shown.has(layer)) this.#shown.set(layer, { text, fromMs: ms });
    }
  }

  #close(layer: number, { text, fromMs }: Shown, toMs: number): void {
    // Rounded down, as no picture may come before what it shows.
    const [from, to] = [Math.floor(fromMs / 10), Math.floor(toMs / 10)];
    if (to > from) this.#out.push(dialogue(layer, from, to, text));
  }

  #taken(): string {
    const text = this.#out.join('');
    this.#out = [];
    return text;
  }
}

/** The first time after `afterMs` at which values are said to be older: each second, then minute, then hour. */
function nextAge(fromMs: number, afterMs: number): number {
  const age = afterMs - fromMs;
  if (age < TELEMETRY_STALE_AFTER_MS) return fromMs + TELEMETRY_STALE_AFTER_MS;
  const step = age < 60_000 ? 1000 : age < 3_600_000 ? 60_000 : 3_600_000;
  return fromMs + (Math.floor(age / step) + 1) * step;
}
