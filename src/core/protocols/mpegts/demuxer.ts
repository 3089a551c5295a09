import { ContinuityCheck } from './continuity';
import { GatheredPes } from './gathered-pes';
import { metadataOf } from './metadata-cells';
import { emptyPacket, NULL_PID, readPacket, type TsPacket } from './packet';
import { TsPacketSplitter } from './packet-splitter';
import type { PesHeader } from './pes';
import { type PesEvents, PesReader } from './pes-reader';
import { type Program, type ProgramStream, Programs } from './programs';
import { SectionAssembler } from './section-assembler';
import { SoundReader, type TsSound } from './sound-reader';
import { readPat, readPmt } from './tables';

/** Why there are no pictures. */
export type Unreadable = 'scrambled' | 'other-video' | 'no-video';

/** Who hears of a program, at once and in order. */
export interface TsEvents {
  /** What follows of the video continues nothing that was told before. */
  begin(codec: 'h264' | 'h265'): void;
  /** The next bytes of an Annex B byte stream; they are never written again. @param isMarked `endPicture` will tell the picture's end at once */
  bytes(data: Uint8Array, isMarked: boolean): void;
  /** Behind what was told a picture ends. @param pts in 90 kHz, 33 bits; `undefined` where it has none */
  endPicture(pts: number | undefined): void;
  /** The picture that is open misses a part: what was told of it is void, and the rest will not come. */
  lost(): void;
  sound(sound: TsSound): void;
  /** Bytes of KLV, one PES packet's. */
  klv(data: Uint8Array): void;
  unreadable(why: Unreadable): void;
}

export interface TsDemuxerOptions {
  /** program_number; absent: the first with video. */
  readonly program?: number | undefined;
  /** Pictures of which a part is missing are told as well, without it. */
  readonly showDamaged?: boolean;
}

const PAT_PID = 0;

/** Reads the packets of one PID. */
interface PidReader {
  push(packet: TsPacket, bytes: Uint8Array, at: number): void;
}

/** What there is to know of a reception. */
export interface TsCounts {
  readonly packets: number;
  /** Gaps in the counters of streams that are read. */
  readonly lost: number;
  readonly duplicates: number;
  /** transport_error_indicator, or fields that contradict themselves. */
  readonly errors: number;
  /** How often packets had to be looked for anew. */
  readonly syncLosses: number;
  readonly scrambled: number;
}

/**
 * Takes a transport stream apart (ISO/IEC 13818-1): finds its packets, the program and its streams, and tells the pictures,
 * the sound and the telemetry of one program. Bytes that are pushed must not be written again.
 */
export class TsDemuxer {
  readonly #events: TsEvents;
  readonly #options: TsDemuxerOptions;
  readonly #counts = { packets: 0, lost: 0, duplicates: 0, errors: 0, syncLosses: 0, scrambled: 0 };
  readonly #splitter: TsPacketSplitter;
  readonly #programs: Programs;
  readonly #packet = emptyPacket();
  readonly #tables = new Map<number, PidReader>();
  /** By PID, of the program that is shown. */
  #streams = new Map<number, PidReader>();
  /** What `#streams` was made of. */
  #shown = '';
  #videoPes: PesReader | undefined;

  constructor(events: TsEvents, options: TsDemuxerOptions = {}) {
    this.#events = events;
    this.#options = options;
    this.#programs = new Programs(options.program);
    this.#splitter = new TsPacketSplitter({
      packet: (bytes, at) => this.#take(bytes, at),
      lostSync: () => {
        this.#counts.syncLosses++;
      },
    });
    this.#tables.set(
      PAT_PID,
      this.#sectionsReader((section) => {
        const pat = readPat(section);
        if (!pat) return;
        this.#programs.takePat(pat);
        this.#followMaps();
        this.#follow();
      }),
    );
  }

  get counts(): TsCounts {
    return this.#counts;
  }

  /** What is shown; `undefined` while that is not known. */
  get program(): Program | undefined {
    return this.#programs.chosen;
  }

  /** The programs that there are. */
  get programs(): readonly number[] {
    return this.#programs.listed.map(({ program_number }) => program_number);
  }

  /** From one packet to the next, in bytes; `undefined` until that is known. */
  get stride(): number | undefined {
    return this.#splitter.stride;
  }

  /** Whether a picture's end is known at its last byte, though its sender does not say how long it is. */
  get believesStuffing(): boolean {
    return this.#videoPes?.believesStuffing ?? false;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  #take(bytes: Uint8Array, at: number): void {
    const packet = this.#packet;
    this.#counts.packets++;
    if (!readPacket(bytes, at, packet) || packet.transport_error_indicator) {
      this.#counts.errors++;
      return;
    }
    if (packet.pid === NULL_PID || packet.from === packet.to) return;
    const reader = this.#streams.get(packet.pid) ?? this.#tables.get(packet.pid);
    reader?.push(packet, bytes, at);
  }

  #sectionsReader(take: (section: Uint8Array) => void): PidReader {
    const continuity = new ContinuityCheck();
    const sections = new SectionAssembler(take);
    return {
      push: (packet, bytes, at) => {
        const follows = continuity.check(packet, bytes, at);
        if (follows === 'duplicate' || packet.transport_scrambling_control !== 0) return;
        if (follows === 'lost') sections.lost();
        sections.push(bytes.subarray(packet.from, packet.to), packet.payload_unit_start_indicator);
      },
    };
  }

  /** Reads the maps of all programs, and of none that has gone. */
  #followMaps(): void {
    const wanted = new Set(this.#programs.listed.map(({ program_map_PID }) => program_map_PID));
    for (const pid of this.#tables.keys()) if (pid !== PAT_PID && !wanted.has(pid)) this.#tables.delete(pid);
    for (const pid of wanted) {
      if (this.#tables.has(pid)) continue;
      const reader = this.#sectionsReader((section) => {
        const pmt = readPmt(section);
        if (!pmt) return;
        this.#programs.takePmt(pmt);
        this.#follow();
      });
      this.#tables.set(pid, reader);
    }
  }

  /** Reads the streams of the program that is shown, anew where they are others than before. */
  #follow(): void {
    const streams = this.program?.streams ?? [];
    const first = (role: string) => streams.find(({ kind }) => kind.role === role);
    const [video, sound, klv] = [first('video'), first('sound'), first('klv')];
    if (!video && (this.program || this.#programs.hasNone)) this.#events.unreadable(whyNone(streams));
    const shown = JSON.stringify([video, sound, klv]);
    if (shown === this.#shown) return;
    const [before] = JSON.parse(this.#shown || '[null]') as [unknown];
    this.#shown = shown;
    const kept = video && this.#streams.get(video.pid);
    const isSame = JSON.stringify(before) === JSON.stringify(video ?? null);
    this.#streams = new Map();
    if (sound?.kind.role === 'sound') this.#streams.set(sound.pid, this.#soundReader(new SoundReader(sound.kind)));
    if (klv?.kind.role === 'klv') this.#streams.set(klv.pid, this.#klvReader(klv.kind.isCelled));
    if (video?.kind.role !== 'video') return;
    // Sound that comes and goes is no reason to begin the video anew.
    if (kept && isSame) this.#streams.set(video.pid, kept);
    else this.#streams.set(video.pid, this.#videoReader(video.kind.codec));
  }

  #videoReader(codec: 'h264' | 'h265'): PidReader {
    const events = this.#events;
    let pts: number | undefined;
    let isScrambled = false;
    const pes = new PesReader(
      {
        begin: (header) => {
          pts = header.PTS;
          isScrambled = header.PES_scrambling_control !== 0;
          if (isScrambled) this.#scrambled();
        },
        data: (data, isMarked) => {
          if (!isScrambled) events.bytes(data, isMarked);
        },
        end: () => {
          if (!isScrambled) events.endPicture(pts);
        },
        lost: () => events.lost(),
      },
      this.#options.showDamaged,
    );
    this.#videoPes = pes;
    events.begin(codec);
    return this.#pesReader(pes, () => this.#scrambled());
  }

  #scrambled(): void {
    this.#counts.scrambled++;
    this.#events.unreadable('scrambled');
  }

  #soundReader(sound: SoundReader): PidReader {
    const take = (payload: Uint8Array, { PTS, PES_scrambling_control }: PesHeader) => {
      if (PES_scrambling_control !== 0) return;
      for (const piece of sound.take(payload, PTS)) this.#events.sound(piece);
    };
    return this.#pesReader(new PesReader(new GatheredPes(take, () => sound.lost())));
  }

  #klvReader(isCelled: boolean): PidReader {
    const gathered: PesEvents = new GatheredPes((payload, { PES_scrambling_control }) => {
      if (PES_scrambling_control !== 0) return;
      this.#events.klv(isCelled ? metadataOf(payload) : payload);
    });
    return this.#pesReader(new PesReader(gathered));
  }

  #pesReader(pes: PesReader, scrambled: () => void = () => undefined): PidReader {
    const continuity = new ContinuityCheck();
    return {
      push: (packet, bytes, at) => {
        const follows = continuity.check(packet, bytes, at);
        if (follows === 'duplicate') {
          this.#counts.duplicates++;
          return;
        }
        if (follows === 'lost') {
          this.#counts.lost++;
          pes.lost();
        }
        if (packet.transport_scrambling_control !== 0) return scrambled();
        pes.push(bytes.subarray(packet.from, packet.to), packet.payload_unit_start_indicator, packet.stuffing > 0);
      },
    };
  }
}

function whyNone(streams: readonly ProgramStream[]): Unreadable {
  return streams.some(({ kind }) => kind.role === 'other' && kind.isVideo) ? 'other-video' : 'no-video';
}
