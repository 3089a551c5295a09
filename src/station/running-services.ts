import { reasonOf } from '#core/reason-of';
import type { Text } from '#core/texts/text';
import type { Capabilities } from './capability';
import type { ClosingStage, RunningService, Service } from './extension/service';
import type { StationParts } from './extension/station-parts';

interface Running {
  readonly id: string;
  readonly closes: ClosingStage;
  readonly service: RunningService;
}

/** The services of one station, from their start to their end. */
export class RunningServices {
  readonly #parts: StationParts;
  readonly #folder: string | undefined;
  readonly #capabilities: Capabilities;
  readonly #say: (message: Text) => void;
  #running: readonly Running[] = [];

  /** @param say tells the person at the terminal @param folder where services keep what outlives the station */
  constructor(
    parts: StationParts,
    capabilities: Capabilities,
    say: (message: Text) => void,
    folder: string | undefined,
  ) {
    this.#folder = folder;
    this.#parts = parts;
    this.#capabilities = capabilities;
    this.#say = say;
  }

  /** Begins services in their order. One that throws is left out, and the log says why. */
  start(services: readonly Service[], settings: Readonly<Record<string, unknown>>): void {
    const { hub, log, version, showDamaged, jpegs, h264, sounds } = this.#parts;
    for (const row of services) {
      const { id, closes } = row;
      try {
        const service = row.start(
          {
            hub,
            log,
            version,
            showDamaged,
            jpegs,
            h264,
            sounds,
            folder: this.#folder,
            say: this.#say,
            findFfmpeg: () => this.#parts.findFfmpeg(),
            get: (capability) => this.#capabilities.get(capability),
            provide: (capability, value) => this.#capabilities.provide(capability, value),
          },
          settings,
        );
        if (service) this.#running = [...this.#running, { id, closes, service }];
      } catch (error) {
        log.error(`${id} does not start: ${reasonOf(error)}`);
      }
    }
  }

  /** Opens the ports of those that have any, all at once. @returns what to tell the person of each that cannot */
  async listen(): Promise<readonly string[]> {
    const outcomes = await Promise.allSettled(this.#running.map(({ service }) => service.listen?.()));
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [] : [reasonOf(outcome.reason)]));
  }

  retryNow(stream: string): void {
    for (const { service } of this.#running) service.retryNow?.(stream);
  }

  /** Ends those that have ports; the others go on. */
  closeListeners(): Promise<void> {
    return this.#close(({ service }) => service.listen !== undefined);
  }

  /** Ends those of a stage that have not ended yet. */
  closeStage(stage: ClosingStage): Promise<void> {
    return this.#close(({ closes }) => closes === stage);
  }

  async #close(isMeant: (one: Running) => boolean): Promise<void> {
    const ending = this.#running.filter(isMeant);
    this.#running = this.#running.filter((one) => !ending.includes(one));
    const outcomes = await Promise.allSettled(ending.map(async ({ service }) => service.close()));
    // What one cannot end must not keep the others from writing what they hold.
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected')
        this.#parts.log.error(`${ending[at]?.id} does not end: ${reasonOf(outcome.reason)}`);
    }
  }
}
