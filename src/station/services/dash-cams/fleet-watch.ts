import type { fleetTopic } from '#contracts/topics/fleet';
import type { FleetAsk, FleetState } from '#contracts/vehicles';
import { text as textOf } from '#core/texts/text';
import type { TopicContext } from '../../extension/topic';
import { describeFleet } from '../../sources/accept/jt/describe-vehicle';
import type { Fleet } from '../../sources/accept/jt/fleet';
import { askRecordings } from '../../sources/accept/jt/recordings';
import { simName } from '../../sources/accept/jt/sim-name';
import { shownPicture } from './shown-picture';

const PERIOD_MS = 1000;
const MAX_VEHICLES = 300;
/** A vehicle of sixteen cameras has 2 KiB; a message may have 256 KiB. */
const MAX_TEXT = 200 * 1024;
const MAX_RECORDINGS = 500;
/** Questions of one viewer to vehicles that wait for their answers. */
const MAX_QUESTIONS = 4;

/** What it needs of a viewer's link. */
export type FleetContext = Pick<TopicContext<typeof fleetTopic>, 'tell' | 'refuse'>;

/** One viewer's list of vehicles, told once a second where it changed, and its questions to them. */
export class FleetWatch {
  readonly #fleet: () => Fleet | undefined;
  readonly #context: FleetContext;
  #timer: NodeJS.Timeout | undefined;
  #lastSent = '';
  #questions = 0;
  #hasEnded = false;

  /** @param fleet `undefined` while the station is not open to dash cams */
  constructor(fleet: () => Fleet | undefined, context: FleetContext) {
    this.#fleet = fleet;
    this.#context = context;
  }

  answer(about: FleetAsk): void | Promise<void> {
    if (about.ask === 'watch') return this.#watch(about.on);
    if (about.ask === 'recordings') return this.#askRecordings(about);
    if (about.ask === 'picture') return this.#tellPicture(about);
    if (about.ask === 'play') return this.#play(about);
    return this.#order(about);
  }

  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#timer);
  }

  #watch(on: boolean): void {
    clearInterval(this.#timer);
    this.#lastSent = '';
    if (!on) return;
    this.#tellFleet();
    this.#timer = setInterval(() => this.#tellFleet(), PERIOD_MS);
  }

  #tellFleet(): void {
    const fleet = fleetState(this.#fleet());
    const text = JSON.stringify(fleet);
    if (text === this.#lastSent) return;
    this.#lastSent = text;
    this.#context.tell({ type: 'fleet', fleet });
  }

  async #askRecordings({ sim, channel, fromMs, toMs }: Extract<FleetAsk, { ask: 'recordings' }>): Promise<void> {
    const terminal = this.#fleet()?.get(simName(sim));
    if (this.#questions >= MAX_QUESTIONS) return;
    this.#questions++;
    const asked = terminal && fromMs < toMs ? askRecordings(terminal, channel, fromMs, toMs) : undefined;
    const all = await Promise.resolve(asked).finally(() => {
      this.#questions--;
    });
    const recordings = all?.slice(0, MAX_RECORDINGS);
    if (!this.#hasEnded)
      this.#context.tell({ type: 'camera-recordings', answer: { sim, channel, ...(recordings && { recordings }) } });
  }

  async #tellPicture({ sim, file }: Extract<FleetAsk, { ask: 'picture' }>): Promise<void> {
    if (this.#questions >= MAX_QUESTIONS) return;
    this.#questions++;
    const place = this.#fleet()?.files?.pathOf(simName(sim), file);
    const jpeg = await shownPicture(place).finally(() => {
      this.#questions--;
    });
    if (!this.#hasEnded)
      this.#context.tell({ type: 'vehicle-picture', answer: { sim, file, ...(jpeg !== undefined && { jpeg }) } });
  }

  async #play({ sim, channel, fromMs, toMs }: Extract<FleetAsk, { ask: 'play' }>): Promise<void> {
    const fleet = this.#fleet();
    const terminal = fleet?.get(simName(sim));
    const playback = terminal && fromMs < toMs && (await fleet?.play(terminal, channel, { fromMs, toMs, speed: 1 }));
    if (this.#hasEnded) return;
    if (playback) this.#context.tell({ type: 'added', stream: playback.stream.info.id });
    else this.#context.refuse(textOf('refused.playback'), textOf('refused.playback.tip'));
  }

  #order(about: Extract<FleetAsk, { ask: 'order' | 'speed' | 'seek' }>): void {
    const playback = this.#fleet()?.playback(simName(about.sim), about.channel);
    if (!playback) return this.#context.refuse(textOf('refused.noPlayback'), textOf('refused.noPlayback.tip'));
    if (about.ask === 'speed') return playback.order({ command: 'speed', speed: about.speed });
    if (about.ask === 'seek') return playback.order({ command: 'seek', toMs: about.toMs });
    if (about.order === 'end') return playback.end();
    playback.order({ command: about.order });
  }
}

/** As many vehicles as a message holds. */
function fleetState(fleet: Fleet | undefined): FleetState {
  const all = fleet ? describeFleet(fleet) : [];
  let vehicles = all.slice(0, MAX_VEHICLES);
  while (JSON.stringify(vehicles).length > MAX_TEXT) vehicles = vehicles.slice(0, Math.floor(vehicles.length / 2));
  const lost = fleet?.datagrams.lost ?? 0;
  return { isOpen: fleet !== undefined, vehicles, total: all.length, ...(lost > 0 && { lostDatagrams: lost }) };
}
