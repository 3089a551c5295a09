import { isWithin, type RecordHours } from '#core/recording/hours';
import { isVehicleRule, type RecordRule, VehicleActivity } from '#core/recording/rules';
import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';

/** A stream that is gone for so long is wanted no more; one that comes back before is as wanted as it was. */
const GONE_US = 60e6;

/** When streams are recorded by themselves. */
export interface RuleSettings {
  readonly rule: RecordRule;
  /** The rule holds in these alone; empty: always. */
  readonly hours: readonly RecordHours[];
  /** What a vehicle's recording has of before it began: taken from what can be rewound. */
  readonly beforeUs: number;
  /** How long it goes on after the vehicle has given no more reason. */
  readonly afterUs: number;
}

/** Clocks; tests put theirs in. */
export interface RuleClocks {
  readonly us: () => number;
  readonly wall: () => Date;
}

interface Watched {
  readonly activity: VehicleActivity | undefined;
  stream: Stream;
  leave: () => void;
  isWanted: boolean;
  goneUs: number | undefined;
}

/** Says of each stream when the rule begins to want it recorded, and when it wants that no more. */
export class RuleWatch {
  readonly #hub: Hub;
  readonly #settings: RuleSettings;
  readonly #onWanted: (id: string, isWanted: boolean) => void;
  readonly #clocks: RuleClocks;
  readonly #watched = new Map<string, Watched>();

  constructor(
    hub: Hub,
    settings: RuleSettings,
    onWanted: (id: string, isWanted: boolean) => void,
    clocks: RuleClocks = { us: nowUs, wall: () => new Date() },
  ) {
    this.#hub = hub;
    this.#settings = settings;
    this.#onWanted = onWanted;
    this.#clocks = clocks;
  }

  isWanted(id: string): boolean {
    return this.#watched.get(id)?.isWanted ?? false;
  }

  /** To be called when streams come and go, and every few seconds: tails and hours end by themselves. */
  look(): void {
    if (this.#settings.rule === 'on-demand') return;
    for (const stream of this.#hub.list()) if (!stream.info.playback) this.#follow(stream);
    for (const [id, watched] of this.#watched) this.#decide(id, watched);
  }

  close(): void {
    for (const { leave } of this.#watched.values()) leave();
    this.#watched.clear();
  }

  #follow(stream: Stream): void {
    const { id } = stream.info;
    const there = this.#watched.get(id);
    if (there?.stream === stream) return;
    const { rule, afterUs } = this.#settings;
    const activity = there?.activity ?? (isVehicleRule(rule) ? new VehicleActivity(rule, afterUs) : undefined);
    const watched = there ?? { activity, stream, leave: () => undefined, isWanted: false, goneUs: undefined };
    watched.leave();
    Object.assign(watched, { stream, goneUs: undefined, leave: this.#hear(stream, watched) });
    this.#watched.set(id, watched);
  }

  #hear(stream: Stream, watched: Watched): () => void {
    const { activity } = watched;
    if (!activity) return () => undefined;
    if (stream.lastTelemetry) activity.add(stream.lastTelemetry.values, this.#clocks.us());
    const untap = stream.tap({
      telemetry: (values) => {
        activity.add(values, this.#clocks.us());
        this.#decide(stream.info.id, watched);
      },
    });
    // Of one that reports only while it is fetched nothing would be heard.
    const release = stream.info.can?.reportsUnwatched ? () => undefined : stream.hold();
    return () => {
      untap();
      release();
    };
  }

  #decide(id: string, watched: Watched): void {
    const now = this.#clocks.us();
    watched.goneUs = this.#hub.get(id) === watched.stream ? undefined : (watched.goneUs ?? now);
    const isGone = watched.goneUs !== undefined && now - watched.goneUs >= GONE_US;
    const isInHours = isWithin(this.#settings.hours, this.#clocks.wall());
    const isWanted = !isGone && isInHours && (watched.activity?.isWanted(now) ?? true);
    if (isGone) {
      watched.leave();
      this.#watched.delete(id);
    }
    if (isWanted === watched.isWanted) return;
    watched.isWanted = isWanted;
    this.#onWanted(id, isWanted);
  }
}
