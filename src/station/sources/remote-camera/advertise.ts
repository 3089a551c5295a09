import os from 'node:os';
import { Bonjour } from 'bonjour-service';
import { SERVICE_TYPE } from '#core/protocols/remote-camera/deep-link';
import type { Log } from '../../log';

/**
 * Tells phones on this network where we listen, by mDNS as `_arkavo-remote._tcp`, until the returned function is called. A
 * network that does not let us costs a line in the log: the deep link works without it.
 */
export function advertise(port: number, log: Log): () => Promise<void> {
  const failed = (error: unknown) =>
    log.warn(`phones cannot find this station by mDNS: ${error instanceof Error ? error.message : String(error)}`);
  try {
    const bonjour = new Bonjour({}, failed);
    bonjour.publish({ name: `Groundglass on ${os.hostname()}`, type: SERVICE_TYPE, protocol: 'tcp', port });
    return () => new Promise((resolve) => bonjour.unpublishAll(() => bonjour.destroy(resolve)));
  } catch (error) {
    failed(error);
    return () => Promise.resolve();
  }
}
