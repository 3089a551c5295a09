import os from 'node:os';
import { Bonjour } from 'bonjour-service';
import { SERVICE_TYPE } from '#core/protocols/remote-camera/deep-link';
import type { Log } from '../../log';

/** What is told to the network. */
export interface Advertised {
  /** What people choose it by. */
  readonly name: string;
  /** Takes it back. */
  stop(): Promise<void>;
}

/**
 * Tells phones on this network where we listen, by mDNS as `_arkavo-remote._tcp`. A
 * network that does not let us costs a line in the log: the deep link works without it.
 */
export function advertise(port: number, log: Log): Advertised {
  const name = `Groundglass on ${os.hostname()}`;
  const failed = (error: unknown) =>
    log.warn(`phones cannot find this station by mDNS: ${error instanceof Error ? error.message : String(error)}`);
  try {
    const bonjour = new Bonjour({}, failed);
    bonjour.publish({ name, type: SERVICE_TYPE, protocol: 'tcp', port });
    return { name, stop: () => new Promise((resolve) => bonjour.unpublishAll(() => bonjour.destroy(resolve))) };
  } catch (error) {
    failed(error);
    return { name, stop: () => Promise.resolve() };
  }
}
