import { oneLine } from '../../../names';
import type { MessageValues } from '../messages/table';

/** Something that a vehicle said in words. */
export interface StatusText {
  /** MAV_SEVERITY, 0 (emergency) to 7 (debug). */
  readonly severity: number;
  readonly text: string;
  readonly component: number;
  /** When its last piece came, µs. */
  readonly receivedUs: number;
}

const MAX_TEXTS = 50;
/** Bytes of a piece; a shorter one is the last. */
const CHUNK_BYTES = 50;
const MAX_CHUNKS = 10;
/** A text whose last piece does not come is told as far as it came. */
const WAIT_US = 1_000_000;
/** Stands for pieces that were lost. */
const LOST = '…';

interface Started {
  readonly id: number;
  readonly severity: number;
  readonly component: number;
  nextChunk: number;
  text: string;
  receivedUs: number;
}

/** The last texts of a vehicle. Long ones come in pieces (`id` and `chunk_seq` of version 2), one text at a time of each component. */
export class StatusTexts {
  readonly #texts: StatusText[] = [];
  readonly #started = new Map<number, Started>();

  /** Oldest first. */
  get texts(): readonly StatusText[] {
    return this.#texts;
  }

  take({ severity, text, id, chunk_seq }: MessageValues<'STATUSTEXT'>, component: number, nowUs: number): void {
    const started = this.#started.get(component);
    if (started && started.id !== id) this.#finish(started, false);
    if (!id) return this.#tell({ severity: severity ?? 0, text, component, receivedUs: nowUs });
    const chunk = chunk_seq ?? 0;
    const current: Started = this.#started.get(component) ?? {
      ...{ id, severity: severity ?? 0, component, nextChunk: 0, text: '', receivedUs: nowUs },
    };
    // Twice the same.
    if (chunk < current.nextChunk) return;
    current.text += (chunk > current.nextChunk ? LOST : '') + text;
    current.nextChunk = chunk + 1;
    current.receivedUs = nowUs;
    this.#started.set(component, current);
    if (text.length < CHUNK_BYTES || current.nextChunk >= MAX_CHUNKS) this.#finish(current, true);
  }

  /** Tells what waits too long for its last piece. */
  expire(nowUs: number): void {
    for (const started of this.#started.values())
      if (nowUs - started.receivedUs > WAIT_US) this.#finish(started, false);
  }

  #finish(started: Started, whole: boolean): void {
    this.#started.delete(started.component);
    const { severity, component, receivedUs } = started;
    this.#tell({ severity, text: started.text + (whole ? '' : LOST), component, receivedUs });
  }

  #tell(text: StatusText): void {
    if (this.#texts.length === MAX_TEXTS) this.#texts.shift();
    this.#texts.push({ ...text, text: readable(text.text) });
  }
}

/** Bytes as characters → UTF-8, or as they are; as one line without controls. */
function readable(bytes: string): string {
  let text = bytes;
  try {
    const escaped = [...bytes].map((c) =>
      c > '\xff' ? encodeURIComponent(c) : `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
    text = decodeURIComponent(escaped.join(''));
  } catch {
    // No UTF-8: a piece was lost, or the vehicle writes another code.
  }
  return oneLine(text).trim();
}
