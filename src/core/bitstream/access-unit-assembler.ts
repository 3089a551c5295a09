import { AvcRules } from './avc-rules';
import { type AssemblerEvents, NalAssembler } from './nal-assembler';
import type { OpenPicture, OpenPictureSource } from './open-picture';
import type { ParameterSetTable } from './parameter-set-table';
import type { PictureChecks } from './picture-checks';
import type { Wholeness } from './picture-end/verdict';
import type { SliceIdentity } from './slice-identity';

export { type AssemblerEvents, MAX_ACCESS_UNIT_BYTES } from './nal-assembler';

/**
 * Where so many pictures from a stream's first on do not follow the standard, and none does, it is the encoder that does not:
 * its pictures are no longer judged by their bits.
 */
const MAX_SENSELESS = 30;

/** Puts access units of H.264 together; see `NalAssembler`. Its open picture can be looked at, and ended. */
export class AccessUnitAssembler extends NalAssembler<SliceIdentity> implements OpenPictureSource {
  readonly #rules: AvcRules;
  readonly #checks: PictureChecks | undefined;
  /** Pictures in a row, from the first on, whose bits make no sense. */
  #senseless: number | undefined = 0;

  /**
   * @param checks pictures of which a part is missing are held back; absent: no picture is looked into
   * @param former of the connection before. Where this one brings no parameter sets, its sets are tried, and believed once a
   *   key picture's bits prove that they fit.
   */
  constructor(events: AssemblerEvents, checks?: PictureChecks, former?: AccessUnitAssembler) {
    const rules = new AvcRules(former?.parameterSets);
    super(rules, events, checks !== undefined);
    this.#rules = rules;
    this.#checks = checks;
  }

  /** The encoder's frame_num leaps where nothing is missing, and is believed. */
  get countsOtherwise(): boolean {
    return this.#rules.countsOtherwise;
  }

  /** The parameter sets of this connection, or where it brought none, those of the one before. */
  get parameterSets(): ParameterSetTable | undefined {
    return this.#rules.known;
  }

  currentPicture(): OpenPicture | undefined {
    const slice = this.draft.slices.at(-1);
    const sets = this.draft.picture?.slice.parameterSets;
    if (!slice || !sets) return undefined;
    return {
      picture: this.pictures,
      bytes: this.splitter.view(0, this.splitter.length),
      nalStart: slice.start,
      nalEnd: slice.behind?.end ?? this.splitter.contentLength,
      nalComplete: slice.behind !== undefined,
      earlierSlices: this.draft.earlierSlices(),
      sps: sets.sps,
      pps: sets.pps,
    };
  }

  endPicture(end: number): boolean {
    const { draft, splitter } = this;
    const slice = draft.slices.at(-1);
    if (!slice || !draft.picture?.slice.parameterSets) return false;
    if (end <= slice.start || end > (slice.behind?.end ?? splitter.contentLength)) return false;
    if (!slice.behind) this.nal = undefined;
    // What stands between the slice and the NAL unit that is open now is its tail, but for a prefix of the next slice.
    const next = draft.tentative?.from ?? this.nal?.from ?? end;
    this.#senseless = undefined;
    this.endOpenPicture(end, slice.behind?.endUs ?? splitter.lastUs, next, true);
    return true;
  }

  protected override wholeness(end: number, endUs: number): Wholeness {
    const { finder, budget } = this.#checks ?? {};
    const picture = this.currentPicture();
    if (!finder || !picture || this.#senseless === MAX_SENSELESS) return 'unknown';
    if (!finder.hasRead(picture) && budget && !budget.take(end, endUs)) return 'unknown';
    const wholeness = finder.check({ ...picture, nalEnd: Math.min(picture.nalEnd, end) });
    if (wholeness === 'whole') this.#senseless = undefined;
    else if (this.#senseless !== undefined && wholeness !== 'slice-missing' && wholeness !== 'unknown')
      this.#senseless++;
    return wholeness;
  }
}
