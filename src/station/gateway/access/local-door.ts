import { isOwnHost, isOwnOrigin } from '../origin-check';
import type { Door } from './door';

/**
 * The door of a loopback listener: everybody on this machine may do everything, but no page of another site may, neither
 * by a name that resolves to us (DNS rebinding) nor with our address.
 *
 * @param port the port that the gateway listens on
 */
export function localDoor(port: () => number): Door {
  return {
    admit({ headers, method }, upgrade) {
      if (!isOwnHost(headers.host, port())) return foreign('This gateway serves this machine alone.');
      const reads = !upgrade && (method === 'GET' || method === 'HEAD');
      if (!reads && !isOwnOrigin(headers.origin, port())) return foreign('Pages of other sites may not do this.');
      return { in: true, access: { role: 'admin', by: 'local' } };
    },
  };
}

function foreign(message: string) {
  return { in: false, status: 403, message } as const;
}
