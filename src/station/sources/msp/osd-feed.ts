import type { InspectionRow, InspectionSection, InspectorView } from '#core/inspection/inspection';
import { MspFrameParser } from '#core/protocols/msp/frame-parser';
import { type Grid, OsdScreen } from '#core/protocols/msp/screen';
import type { Osd } from '#core/telemetry/osd';
import { text, verbatim } from '#core/texts/text';
import type { Stream } from '../../hub/stream';

/** Screens are told this often at most: viewers draw instruments ten times a second, and `msposd` sends up to 50. */
const TELL_EVERY_US = 50_000;
/** What says the same is told again, so that it stays fresh. */
const AGAIN_US = 1_000_000;
/** A flight controller says several times a second that it is there. One that was silent so long shows nothing any more. */
const GONE_US = 5_000_000;

/** The screen of one flight controller, told to its stream. One sender at a time: two would overwrite each other. */
export class OsdFeed {
  readonly #stream: Stream;
  readonly #grid: Grid | undefined;
  #screen: OsdScreen;
  #parser: MspFrameParser;
  #sender: string | undefined;
  #heardUs = Number.NEGATIVE_INFINITY;
  #nowUs = 0;
  #toldUs = Number.NEGATIVE_INFINITY;
  #told: Osd | undefined;
  #frames = 0;
  #draws = 0;
  #others = 0;

  constructor(stream: Stream, grid: Grid | undefined) {
    this.#stream = stream;
    this.#grid = grid;
    this.#screen = new OsdScreen(grid);
    this.#parser = this.#makeParser();
    stream.setInspector('telemetry', (view) => this.#inspect(view));
  }

  /** @returns whether it held a frame of the one that is shown */
  take(datagram: Uint8Array, sender: string, nowUs: number): boolean {
    if (this.#sender !== sender) {
      if (nowUs - this.#heardUs < GONE_US) {
        this.#others++;
        return false;
      }
      // Nothing of the one before stays.
      this.#sender = sender;
      this.#screen = new OsdScreen(this.#grid);
      this.#parser = this.#makeParser();
    }
    this.#nowUs = nowUs;
    const before = this.#frames;
    this.#parser.push(datagram);
    this.look(nowUs);
    return this.#frames > before;
  }

  /** Tells what is due by now; called with each datagram, and now and then. */
  look(nowUs: number): void {
    const isGone = nowUs - this.#heardUs >= GONE_US;
    const shown = isGone ? undefined : this.#screen.shown;
    if (shown === undefined && this.#told === undefined) return;
    const sinceUs = nowUs - this.#toldUs;
    const isNew = shown !== this.#told;
    // What is silent is not told again: it becomes stale, and then goes.
    const isDue = isNew ? sinceUs >= TELL_EVERY_US || !shown : sinceUs >= AGAIN_US && this.#heardUs > this.#toldUs;
    if (!isDue) return;
    this.#told = shown;
    this.#toldUs = nowUs;
    this.#stream.publishTelemetry(shown ? { osd: shown } : {});
  }

  #makeParser(): MspFrameParser {
    return new MspFrameParser((frame) => {
      this.#frames++;
      this.#heardUs = this.#nowUs;
      if (this.#screen.take(frame) !== 'drawn') return;
      this.#draws++;
      // Several screens may come in one datagram: the last counts, and the first after a pause is told at once.
      this.look(this.#nowUs);
    });
  }

  #inspect({ seesAddresses }: InspectorView): readonly InspectionSection[] {
    const { shown, variant } = this.#screen;
    const rows: readonly (InspectionRow | undefined)[] = [
      seesAddresses && this.#sender ? row('inspection.mspSender', this.#sender) : undefined,
      variant ? row('inspection.mspVariant', variant) : undefined,
      shown ? row('inspection.mspGrid', `${shown.cols}x${shown.rows}`) : undefined,
      row('inspection.mspFrames', String(this.#frames)),
      row('inspection.mspDraws', String(this.#draws)),
      row('inspection.mspDamaged', String(this.#parser.damaged)),
      this.#others > 0 ? row('inspection.mspOthers', String(this.#others)) : undefined,
    ];
    return [
      {
        title: text('inspection.msp'),
        rows: rows.filter((one) => one !== undefined),
        advice: [
          ...(this.#frames === 0 ? [text('inspection.mspNone')] : []),
          ...(this.#frames > 0 && this.#draws === 0 ? [text('inspection.mspNoScreen')] : []),
          ...(this.#others > 0 ? [text('inspection.mspOthersAdvice')] : []),
        ],
      },
    ];
  }
}

function row(
  label: `inspection.msp${'Sender' | 'Variant' | 'Grid' | 'Frames' | 'Draws' | 'Damaged' | 'Others'}`,
  value: string,
): InspectionRow {
  return { label: text(label), value: verbatim(value) };
}
