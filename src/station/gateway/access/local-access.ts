import { text } from '#core/texts/text';
import { isOwnHost, isOwnOrigin } from '../origin-check';
import { type AccessControl, deny } from './access-control';
import { isRead } from './read';

/**
 * Whether a browser says that another site's page asks. `none` is a person who typed an address or followed a bookmark; programs
 * that are no browser say nothing.
 */
function isForeignPage(site: string | readonly string[] | undefined): boolean {
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The viewer's page itself, which a link on another site may open: it shows that site nothing. */
function isPage(method: string | undefined, url: string | undefined, upgrade: boolean): boolean {
  return !upgrade && isRead(method) && (url === '/' || url?.startsWith('/?') === true);
}

/**
 * Access control of a loopback listener: everybody on this machine may do everything, but no page of another site may, neither
 * by a name that resolves to us (DNS rebinding) nor with our address.
 *
 * @param port the port that the gateway listens on
 * @param secure whether it speaks TLS
 */
export function localAccess(port: () => number, secure: boolean): AccessControl {
  return {
    admit({ headers, method, url }, upgrade) {
      if (isForeignPage(headers['sec-fetch-site']) && !isPage(method, url, upgrade)) {
        return deny(403, text('http.otherSite'));
      }
      if (!isOwnHost(headers.host, port(), secure)) return deny(403, text('http.thisMachineOnly'));
      if ((upgrade || !isRead(method)) && !isOwnOrigin(headers.origin, port(), secure)) {
        return deny(403, text('http.otherSite'));
      }
      return { in: true, access: { role: 'admin' } };
    },
    stillAdmits: () => true,
  };
}
