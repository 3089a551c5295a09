import type { FlagTable, ValuesOf } from '#core/settings/values';
import type { Text } from '#core/texts/text';
import type { Capability } from '../capability';
import type { MakeModule } from './gateway-module';
import type { StationParts } from './station-parts';
import type { StationTopic } from './topic';

/**
 * In which order services end, each stage once the one before has ended; those of one stage end together. Viewers' links
 * end after the listeners, sources after the clips: recordings are finished, and what can be rewound goes last.
 */
export type ClosingStage = 'listeners' | 'players' | 'writers' | 'clips' | 'past';

/** A part of the station beside hub and sources: one row of the table of services. */
export interface Service<F extends FlagTable = FlagTable> {
  /** Unique among services; in the log. */
  readonly id: string;
  /** The settings that it reads. */
  readonly flags: F;
  readonly closes: ClosingStage;
  /** Begins it, before the sources; `undefined` where the settings do not ask for it. */
  start(context: ServiceContext, settings: ValuesOf<F>): RunningService | undefined;
  /** What viewers ask it over the link. Answered whether it runs or not. */
  readonly topics?: readonly StationTopic[];
  /** What others ask it over HTTP. Answered whether it runs or not. */
  readonly routes?: readonly MakeModule[];
}

/** What a service is given. */
export interface ServiceContext extends StationParts {
  /** Offers others a part of it, under a key. Returns the withdrawal. */
  provide<T>(capability: Capability<T>, value: T): () => void;
  /** Where it may keep what outlives the station; absent: nothing is kept. */
  readonly folder: string | undefined;
  /** Tells the person at the terminal, in a line. */
  say(message: Text): void;
}

/** A service that has begun. */
export interface RunningService {
  /**
   * Opens its ports, once the gateway listens: others reach it from here on. Rejects, where it cannot, with an `Error` whose
   * message tells the person what to do.
   */
  listen?(): Promise<void>;
  /** Tries a stream's broken links now, without waiting out the back-off. */
  retryNow?(stream: string): void;
  /** Ends it; called once. */
  close(): void | Promise<void>;
}

/** Keeps the types of a service's settings. */
export function service<const F extends FlagTable>(row: Service<F>): Service<F> {
  return row;
}
