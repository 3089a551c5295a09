import { isOwnHost, isOwnOrigin } from '../origin-check';
import { type Door, keepOut } from './door';
import { isRead } from './read';

/**
 * The door of a loopback listener: everybody on this machine may do everything, but no page of another site may, neither
 * by a name that resolves to us (DNS rebinding) nor with our address.
 *
 * @param port the port that the gateway listens on
 * @param secure whether it speaks TLS
 */
export function localDoor(port: () => number, secure: boolean): Door {
  return {
    admit({ headers, method }, upgrade) {
      if (!isOwnHost(headers.host, port(), secure)) return keepOut(403, 'This gateway serves this machine alone.');
      if ((upgrade || !isRead(method)) && !isOwnOrigin(headers.origin, port(), secure)) {
        return keepOut(403, 'Pages of other sites may not do this.');
      }
      return { in: true, access: { role: 'admin' } };
    },
    stillLetsIn: () => true,
  };
}
