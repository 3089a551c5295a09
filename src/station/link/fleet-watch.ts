import type { StationMessage } from '#contracts/link';
import type { FleetAsk, FleetState } from '#contracts/vehicles';
import { describeFleet } from '../sources/jt/describe-vehicle';
import type { Fleet } from '../sources/jt/fleet';
import { askRecordings } from '../sources/jt/recordings';
import { simName } from '../sources/jt/sim-name';

const PERIOD_MS = 1000;
const MOST_VEHICLES = 300;
/** A vehicle of sixteen cameras has 2 KiB; a message may have 256 KiB. */
const MOST_TEXT = 200 * 1024;
const MOST_RECORDINGS = 500;
/** Questions of one viewer to vehicles that wait for their answers. */
const MOST_QUESTIONS = 4;

/** One viewer's list of vehicles, told once a second where it changed, and its questions to them. */
export class FleetWatch {
  readonly #station: { readonly fleet: Fleet | undefined };
  readonly #mayChange: boolean;
  readonly #tell: (message: StationMessage) => void;
  #timer: NodeJS.Timeout | undefined;
  #told = '';
  #questions = 0;
  #hasEnded = false;

  /** @param mayChange it may have vehicles play what they recorded */
  constructor(
    station: { readonly fleet: Fleet | undefined },
    mayChange: boolean,
    tell: (message: StationMessage) => void,
  ) {
    this.#station = station;
    this.#mayChange = mayChange;
    this.#tell = tell;
  }

  answer(about: FleetAsk): void {
    if (about.ask === 'watch') return this.#watch(about.on);
    if (about.ask === 'recordings') {
      void this.#askRecordings(about);
      return;
    }
    if (!this.#mayChange) {
      return this.#refuse('You may watch, but not have cameras play.', 'Open the link of an administrator.');
    }
    if (about.ask === 'play') void this.#play(about);
    else this.#order(about);
  }

  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#timer);
  }

  #watch(on: boolean): void {
    clearInterval(this.#timer);
    this.#told = '';
    if (!on) return;
    this.#tellFleet();
    this.#timer = setInterval(() => this.#tellFleet(), PERIOD_MS);
  }

  #tellFleet(): void {
    const fleet = fleetState(this.#station.fleet);
    const text = JSON.stringify(fleet);
    if (text === this.#told) return;
    this.#told = text;
    this.#tell({ type: 'fleet', fleet });
  }

  async #askRecordings({ sim, channel, fromMs, toMs }: Extract<FleetAsk, { ask: 'recordings' }>): Promise<void> {
    const terminal = this.#station.fleet?.get(simName(sim));
    if (this.#questions >= MOST_QUESTIONS) return;
    this.#questions++;
    const all = terminal && fromMs < toMs ? await askRecordings(terminal, channel, fromMs, toMs) : undefined;
    this.#questions--;
    const recordings = all?.slice(0, MOST_RECORDINGS);
    if (!this.#hasEnded)
      this.#tell({ type: 'camera-recordings', answer: { sim, channel, ...(recordings && { recordings }) } });
  }

  async #play({ sim, channel, fromMs, toMs }: Extract<FleetAsk, { ask: 'play' }>): Promise<void> {
    const { fleet } = this.#station;
    const terminal = fleet?.get(simName(sim));
    const playback = terminal && fromMs < toMs && (await fleet?.play(terminal, channel, { fromMs, toMs, speed: 1 }));
    if (this.#hasEnded) return;
    if (playback) this.#tell({ type: 'added', stream: playback.stream.info.id });
    else this.#refuse('The vehicle does not play this recording.', 'See whether it is connected, and try again.');
  }

  #order(about: Extract<FleetAsk, { ask: 'order' | 'speed' | 'seek' }>): void {
    const playback = this.#station.fleet?.playback(simName(about.sim), about.channel);
    if (!playback) return this.#refuse('Nothing is played of this camera.', 'Choose a recording first.');
    if (about.ask === 'speed') return playback.order({ command: 'speed', speed: about.speed });
    if (about.ask === 'seek') return playback.order({ command: 'seek', toMs: about.toMs });
    if (about.order === 'end') return playback.end();
    playback.order({ command: about.order });
  }

  #refuse(message: string, tip: string): void {
    this.#tell({ type: 'error', message, tip });
  }
}

/** As many vehicles as a message holds. */
function fleetState(fleet: Fleet | undefined): FleetState {
  const all = fleet ? describeFleet(fleet) : [];
  let vehicles = all.slice(0, MOST_VEHICLES);
  while (JSON.stringify(vehicles).length > MOST_TEXT) vehicles = vehicles.slice(0, Math.floor(vehicles.length / 2));
  return { isOpen: fleet !== undefined, vehicles, total: all.length };
}
