/** Why a clip could not be made, in words for people. */
export class ExportFault extends Error {
  /** What to try. */
  readonly tip: string;

  constructor(message: string, tip: string) {
    super(message);
    this.tip = tip;
  }
}

/** @param error anything that was thrown */
export function asFault(error: unknown): ExportFault {
  if (error instanceof ExportFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  const isMemory = /memory|allocation|RangeError/i.test(message);
  return isMemory
    ? new ExportFault('The browser has no more memory for this clip.', 'Take a shorter clip, or a smaller size.')
    : new ExportFault(`The clip could not be made: ${message}`.slice(0, 500), 'Try again, or take it without loss.');
}
