import { ByteBudget } from '#core/byte-budget';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import type { SoundFormat } from '#core/protocols/jt1078/audio';
import { Capability } from '../../../capability';
import type { Hub } from '../../../hub/hub';
import type { Log } from '../../../log';
import { addAccepted } from '../add-stream';
import { CameraChannel } from './camera-channel';
import type { ChannelTimes } from './channel-times';
import type { DatagramCounts } from './datagram-intake';
import type { FileKeeper } from './kept-files';
import type { MediaSink } from './media-sink';
import { Playback, type PlaybackSpeed } from './playback';
import { ShortNames } from './short-names';
import { SummedLog } from './summed-log';
import { Terminal, type TerminalFacts } from './terminal';
import type { TrackBudget } from './track';

export interface FleetOptions {
  readonly hub: Hub;
  readonly log: Log;
  readonly showDamaged: boolean;
  readonly times: ChannelTimes;
  /** Where terminals send what is played back: ports of its own, as the packets do not say that they are not live. */
  readonly playbackPorts: () => { readonly tcpPort: number; readonly udpPort: number };
  /** Where what terminals send as files is kept; absent: it is refused. */
  readonly files?: FileKeeper | undefined;
}

/** Cameras of one terminal; it may claim 255. */
const MAX_CHANNELS = 16;
/** Streams of the whole fleet: a viewer is told all of them. Terminals beyond are known, and seen in the list of vehicles. */
const MAX_STREAMS = 512;
/** At a time. */
const MAX_PLAYBACKS = 32;
/** A playback that is not watched ends. */
const UNWATCHED_PLAYBACK_MS = 30_000;
/** Terminals that are remembered, those included that have gone. */
const MAX_TERMINALS = 20_000;
/** All unfinished frames of all cameras together. */
const FRAME_BYTES = 128 * 1024 * 1024;

/** By the code of 0x1003. */
const SAMPLE_RATES = [8000, 22_050, 44_100, 48_000];

export const FLEET = new Capability<Fleet>('fleet');

/** All terminals that have come, by their numbers, and the streams of their cameras. */
export class Fleet {
  readonly faults: SummedLog;
  /** What became of datagrams that were not taken, so far. */
  readonly datagrams: DatagramCounts = { unwanted: 0, lost: 0 };
  readonly #options: FleetOptions;
  readonly #terminals = new Map<string, Terminal>();
  readonly #shortNames = new ShortNames<Terminal>();
  readonly #memory = new ByteBudget(FRAME_BYTES);
  readonly #playbacks = new Map<string, Playback>();
  readonly #trackBudget: TrackBudget = { points: 0 };
  #streams = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.faults = new SummedLog(options.log);
  }

  /** Of the files that terminals sent. */
  get files(): FileKeeper | undefined {
    return this.#options.files;
  }

  list(): readonly Terminal[] {
    return [...this.#terminals.values()];
  }

  get(sim: string): Terminal | undefined {
    return this.#terminals.get(sim);
  }

  /** Whose packets bear a SIM number: of a terminal of 20 digits they may have 12. */
  ofMedia(sim: string): Terminal | undefined {
    return this.#terminals.get(sim) ?? this.#shortNames.find(sim);
  }

  /** Where packets of a camera may go that come on its terminal's own connection, which does not say what they are. */
  sinksOf(terminal: Terminal, channel: number): readonly MediaSink[] {
    return [terminal.channels.get(channel), this.playback(terminal.sim, channel)].filter((sink) => sink !== undefined);
  }

  /** The terminal of that number, known or new; `undefined` where there are too many. */
  admit(sim: string, facts: TerminalFacts | undefined): Terminal | undefined {
    let terminal = this.#terminals.get(sim);
    if (!terminal) {
      if (this.#terminals.size >= MAX_TERMINALS && !this.#forgetOne()) return undefined;
      terminal = new Terminal(sim, this.#trackBudget);
      this.#terminals.set(sim, terminal);
      this.#shortNames.add(terminal);
    }
    if (facts) terminal.facts = facts;
    return terminal;
  }

  /** Opens the streams of a terminal's cameras, those that are not there yet. */
  openChannels(terminal: Terminal, count: number): void {
    for (let number = 1; number <= Math.min(count, MAX_CHANNELS); number++) this.#openChannel(terminal, number);
  }

  /** Takes what a terminal says of its cameras and microphones. */
  describe(terminal: Terminal, attributes: Jt808Body<'avAttributes'>): void {
    this.openChannels(terminal, Math.max(1, attributes.maxVideoChannels));
    const format: SoundFormat = {
      sampleRateHz: SAMPLE_RATES[attributes.inputAudioSampleRate] ?? 8000,
      channels: attributes.inputAudioChannels === 2 ? 2 : 1,
    };
    for (const channel of terminal.channels.values()) channel.soundFormat = format;
  }

  /** Asks again now for a camera that does not come. @param id of its stream */
  retryNow(id: string): void {
    this.#channelOf(id)?.retryNow();
  }

  #channelOf(id: string): CameraChannel | undefined {
    const [sim = '', number] = id.split('_');
    const channel = this.#terminals.get(sim)?.channels.get(Number(number));
    return channel?.stream.info.id === id ? channel : undefined;
  }

  /** The playback of a camera, where there is one. */
  playback(sim: string, channel: number): Playback | undefined {
    return this.#playbacks.get(`${sim}_${channel}`);
  }

  /**
   * Has a terminal play what its camera recorded; a playback of that camera that is there ends.
   *
   * @param fromMs ms since 1970, UTC
   * @returns `undefined` where the terminal is not there, refuses, or there are too many playbacks
   */
  async play(
    terminal: Terminal,
    channel: number,
    { fromMs, toMs, speed }: { readonly fromMs: number; readonly toMs: number; readonly speed: PlaybackSpeed },
  ): Promise<Playback | undefined> {
    const key = `${terminal.sim}_${channel}`;
    this.#playbacks.get(key)?.end();
    const { media } = terminal;
    const { hub, showDamaged, playbackPorts } = this.#options;
    const id = `${key}_playback`;
    if (!media || this.#playbacks.size >= MAX_PLAYBACKS || hub.get(id)) return undefined;
    const name = `${terminal.facts?.plate || terminal.sim} camera ${channel} playback`;
    const stream = addAccepted(hub, 'jt', {
      id,
      name,
      video: `JT/T 1078 ${terminal.sim}, recorded`,
      telemetry: '',
    });
    const playback = new Playback({
      terminal,
      stream,
      channel,
      showDamaged,
      unwatchedMs: UNWATCHED_PLAYBACK_MS,
      memory: this.#memory,
      media: { ...media, ...playbackPorts() },
      unknownPayload: (payloadType) => this.faults.note(`payload type ${payloadType} is not known`, id),
      ended: () => {
        this.#playbacks.delete(key);
        hub.remove(id);
      },
    });
    this.#playbacks.set(key, playback);
    if (await playback.start(fromMs, toMs, speed)) return playback;
    playback.end();
    return undefined;
  }

  /** Ends all streams. */
  close(): void {
    for (const playback of [...this.#playbacks.values()]) playback.end();
    for (const terminal of this.#terminals.values()) this.#drop(terminal);
    this.#terminals.clear();
    this.faults.tell();
  }

  #openChannel(terminal: Terminal, number: number): void {
    if (terminal.channels.has(number)) return;
    const { hub, showDamaged, times } = this.#options;
    const id = `${terminal.sim}_${number}`;
    if (this.#streams >= MAX_STREAMS && !this.#makeRoom())
      return this.faults.note('no room for more streams', terminal.sim);
    if (hub.get(id)) return this.faults.note('another stream has the name of a camera', id);
    const plate = terminal.facts?.plate;
    const name = `${plate ? plate : terminal.sim} camera ${number}`;
    const where = `JT/T 1078 ${terminal.sim}, channel ${number}`;
    const stream = addAccepted(hub, 'jt', { id, name, video: where, telemetry: `JT/T 808 ${terminal.sim}` });
    this.#streams++;
    const unknownPayload = (payloadType: number) => this.faults.note(`payload type ${payloadType} is not known`, id);
    terminal.addChannel(
      new CameraChannel(stream, number, times, { memory: this.#memory, showDamaged, unknownPayload }),
    );
  }

  /** Forgets a terminal that has gone, the first of them. */
  #forgetOne(): boolean {
    for (const terminal of this.#terminals.values()) {
      if (terminal.isOnline) continue;
      this.#drop(terminal);
      this.#terminals.delete(terminal.sim);
      this.#shortNames.remove(terminal);
      terminal.track.clear();
      return true;
    }
    return false;
  }

  /** Lets go of the streams of a terminal that has gone and are not watched, the first of them. */
  #makeRoom(): boolean {
    for (const terminal of this.#terminals.values()) {
      const { channels, isOnline } = terminal;
      if (isOnline || channels.size === 0 || [...channels.values()].some(({ stream }) => stream.wanted)) continue;
      this.#drop(terminal);
      return true;
    }
    return false;
  }

  #drop(terminal: Terminal): void {
    for (const channel of terminal.channels.values()) {
      channel.end();
      this.#options.hub.remove(channel.stream.info.id);
      this.#streams--;
    }
    terminal.channels.clear();
  }
}
