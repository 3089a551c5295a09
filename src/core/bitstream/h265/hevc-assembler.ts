import { type AssemblerEvents, NalAssembler } from '../nal-assembler';
import type { PictureChecks } from '../picture-checks';
import { HevcRules } from './hevc-rules';
import type { HevcSliceStart } from './slice-start';

/** Puts access units of H.265 together; see `NalAssembler`. A caller who knows that the open picture is whole may end it. */
export class HevcAssembler extends NalAssembler<HevcSliceStart> {
  /** @param checks pictures of which a part is missing are held back; absent: no picture is looked into */
  constructor(events: AssemblerEvents, checks?: PictureChecks) {
    super(new HevcRules(), events, checks !== undefined);
  }

  /** Whether slice segments of a picture have come, and nothing that ends it. */
  get isOpen(): boolean {
    return this.draft.slices.length > 0 && this.nal !== undefined && !this.nal.undecided;
  }

  /** The caller takes the open picture for complete. A rest of it that comes later is a `late-slice` fault. */
  endPicture(): void {
    if (!this.isOpen) return;
    const { contentLength, lastUs } = this.splitter;
    this.closeNal(contentLength, contentLength, lastUs);
    this.nal = undefined;
    this.endOpenPicture(contentLength, lastUs, contentLength, false);
  }
}
