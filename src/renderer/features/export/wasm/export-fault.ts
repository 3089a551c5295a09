import { reasonOf } from '#core/reason-of';
import { type Advice, type Text, text } from '#core/texts/text';
/** Why a clip could not be made, and what to try. */
export class ExportFault extends Error {
  readonly advice: Advice;

  constructor(message: Text, tip: Text) {
    super(message.id);
    this.advice = { message, tip };
  }
}

/** @param error anything that was thrown */
export function asFault(error: unknown): ExportFault {
  if (error instanceof ExportFault) return error;
  const message = reasonOf(error);
  const isMemory = /memory|allocation|RangeError/i.test(message);
  return isMemory
    ? new ExportFault(text('clip.noMemory'), text('clip.noMemory.tip'))
    : new ExportFault(text('clip.failed', { reason: message.slice(0, 500) }), text('clip.failed.tip'));
}
