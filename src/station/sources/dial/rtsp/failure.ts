import { detailOf } from '../../failure';
import type { LinkEnd } from '../../supervisor';

/** Why a run cannot go on; it becomes the link's end. */
export class RtspFailure extends Error {
  readonly end: LinkEnd;

  constructor(cause: LinkEnd['cause'], detail: string) {
    super(detail);
    this.end = { cause, detail: detailOf(detail) };
  }
}
