import { kindOf, type StreamKind } from './stream-kind';
import type { PatEntry, PatSection, PmtSection } from './tables';

/** An elementary stream of a program, and what it is. */
export interface ProgramStream {
  readonly pid: number;
  readonly kind: StreamKind;
}

/** A program as its map has it. */
export interface Program {
  readonly program_number: number;
  readonly streams: readonly ProgramStream[];
}

/** Programs that are looked at; no camera has more than one. */
const MAX_PROGRAMS = 64;
/** Streams of one program that are looked at. */
const MAX_STREAMS = 64;
/** PATs until which the map of every program has come. */
const PATS_FOR_ALL = 2;

/**
 * Which program is shown: the wanted one, or in the order of the PAT the first that has video. A map that has not come is waited
 * for until the PAT comes a second time.
 */
export class Programs {
  readonly #wanted: number | undefined;
  /** Of one version, by section_number. */
  #sections = new Map<number, PatSection>();
  #programs: readonly PatEntry[] = [];
  readonly #maps = new Map<number, Program>();
  #pats = 0;
  #chosen: number | undefined;

  /** @param wanted its program_number; absent: the first with video */
  constructor(wanted?: number) {
    this.#wanted = wanted;
  }

  /** All that there are. */
  get listed(): readonly PatEntry[] {
    return this.#programs;
  }

  /** What is shown; `undefined` while that is not known. */
  get chosen(): Program | undefined {
    return this.#chosen === undefined ? undefined : this.#maps.get(this.#chosen);
  }

  /** Every program's map is known, and none is shown. */
  get hasNone(): boolean {
    return this.#pats > 0 && this.chosen === undefined && this.#isSettled;
  }

  get #isSettled(): boolean {
    return this.#pats >= PATS_FOR_ALL || this.#programs.every(({ program_number }) => this.#maps.has(program_number));
  }

  /** Takes a section of the PAT. */
  takePat(section: PatSection): void {
    const [first] = this.#sections.values();
    if (
      first &&
      (first.version_number !== section.version_number || first.transport_stream_id !== section.transport_stream_id)
    ) {
      this.#sections = new Map();
      this.#pats = 0;
    }
    if (section.section_number === section.last_section_number) this.#pats = Math.min(this.#pats + 1, PATS_FOR_ALL);
    this.#sections.set(section.section_number, section);
    const inOrder = [...this.#sections.values()].sort((a, b) => a.section_number - b.section_number);
    this.#programs = inOrder.flatMap(({ programs }) => programs).slice(0, MAX_PROGRAMS);
    const listed = new Set(this.#programs.map(({ program_number }) => program_number));
    for (const known of this.#maps.keys()) if (!listed.has(known)) this.#maps.delete(known);
    this.#choose();
  }

  /** Takes a program's map. */
  takePmt({ program_number, streams }: PmtSection): void {
    if (!this.#programs.some((listed) => listed.program_number === program_number)) return;
    const read = streams.slice(0, MAX_STREAMS).map((entry) => ({ pid: entry.elementary_PID, kind: kindOf(entry) }));
    this.#maps.set(program_number, { program_number, streams: read });
    this.#choose();
  }

  #choose(): void {
    if (this.#wanted !== undefined) {
      this.#chosen = this.#wanted;
      return;
    }
    // What is shown stays, as long as it has video.
    if (this.chosen && hasVideo(this.chosen)) return;
    this.#chosen = undefined;
    for (const { program_number } of this.#programs) {
      const program = this.#maps.get(program_number);
      if (!program && !this.#isSettled) return;
      if (!program || !hasVideo(program)) continue;
      this.#chosen = program_number;
      return;
    }
    // Without any video there may be telemetry, or what is to be told of.
    if (this.#isSettled)
      this.#chosen = this.#programs.find(({ program_number }) => this.#maps.has(program_number))?.program_number;
  }
}

function hasVideo({ streams }: Program): boolean {
  return streams.some(({ kind }) => kind.role === 'video');
}
