import { type RecordLine, writeLine } from '../recording/telemetry/lines';

/** Values this much older than the clip's beginning are not what was known then. */
const LONGEST_S = 3;

/** The part of a recording's `.jsonl` that belongs to a clip, its times counted from the clip's beginning. Line by line. */
export class LineCutter {
  readonly #fromS: number;
  readonly #toS: number;
  readonly #wallUs: number;
  #before: Extract<RecordLine, { type: 'telemetry' }> | undefined;
  #hasBegun = false;

  /**
   * @param fromUs the clip's beginning, in the times of the lines
   * @param wallUs the same on the wall's clock
   */
  constructor(fromUs: number, toUs: number, wallUs: number) {
    this.#fromS = fromUs / 1e6;
    this.#toS = toUs / 1e6;
    this.#wallUs = wallUs;
  }

  /** The first line. */
  head(stream: string): string {
    return writeLine({ type: 'begin', stream, wall: new Date(this.#wallUs / 1000).toISOString(), version: 1 });
  }

  /** @returns what to write for it; empty where it does not belong to the clip, or is none of ours */
  line(text: string): string {
    const line = read(text);
    if (!line || line.t > this.#toS) return '';
    if (line.type === 'gap') return line.until >= this.#fromS ? this.#begun() + writeLine(this.#moved(line)) : '';
    if (line.t >= this.#fromS) return this.#begun() + writeLine(this.#moved(line));
    if (line.type === 'telemetry') this.#before = line;
    return '';
  }

  /** What is left to write. */
  tail(): string {
    return this.#begun();
  }

  /** What was known when the clip began. */
  #begun(): string {
    if (this.#hasBegun) return '';
    this.#hasBegun = true;
    const known = this.#before;
    return known && this.#fromS - known.t <= LONGEST_S ? writeLine({ ...known, t: 0 }) : '';
  }

  #moved(line: Timed): Timed {
    const t = this.#from(line.t);
    return line.type === 'gap' ? { ...line, t, until: this.#from(line.until) } : { ...line, t };
  }

  #from(t: number): number {
    return Math.max(0, Math.round((t - this.#fromS) * 1e6) / 1e6);
  }
}

type Timed = Exclude<RecordLine, { type: 'begin' }>;

/** @returns `undefined` for what has no time, or was torn by a crash */
function read(text: string): Timed | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('type' in value && 't' in value)) return undefined;
  if (typeof value.t !== 'number') return undefined;
  const isGap = value.type === 'gap' && 'until' in value && typeof value.until === 'number';
  const isKnown = isGap || value.type === 'mark' || (value.type === 'telemetry' && 'values' in value);
  return isKnown ? (value as Timed) : undefined;
}
