import os from 'node:os';
import { Bonjour } from 'bonjour-service';
import { SERVICE_TYPE } from '#core/protocols/remote-camera/deep-link';
import { reasonOf } from '#core/reason-of';
import type { Endpoint } from '#core/settings/endpoint';
import type { Log } from '../../../log';

const USUAL_PORT = 5757;

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
export function advertise({ address, port }: Endpoint, log: Log): Advertised {
  // No two services of a network may have one name, and a machine may run two stations.
  const name = `Groundglass on ${os.hostname()}${port === USUAL_PORT ? '' : `, port ${port}`}`;
  const failed = (error: unknown) => log.warn(`phones cannot find this station by mDNS: ${reasonOf(error)}`);
  // A name outside of `.local` is asked of other servers, which know nothing of it (RFC 6762, 3).
  const host = `${os.hostname().split('.')[0]}.local`;
  try {
    const bonjour = new Bonjour({}, failed);
    bonjour.publish({ name, host, disableIPv6: !address.includes(':'), type: SERVICE_TYPE, protocol: 'tcp', port });
    return { name, stop: () => new Promise((resolve) => bonjour.unpublishAll(() => bonjour.destroy(resolve))) };
  } catch (error) {
    failed(error);
    return { name, stop: () => Promise.resolve() };
  }
}
