import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { outerAddresses } from './own-hosts';

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Where clients find a gateway: one URL, or one for each address where it listens on all of them. */
export function gatewayUrls({ address, port }: Endpoint, secure: boolean, publicNames: readonly string[]): string[] {
  const urls = [...publicNames, ...ownAddresses(address)].map(
    (host) => `${secure ? 'https' : 'http'}://${formatEndpoint({ address: host, port })}/`,
  );
  return [...new Set(urls)];
}

/** Where clients reach a socket that listens on an address: there, or, for all, at each of this machine's; loopback last. */
export function ownAddresses(address: string): readonly string[] {
  return EVERY_ADDRESS.has(address) ? [...fitting(address, outerAddresses()), '127.0.0.1'] : [address];
}

/** An IPv4 socket is not reached by IPv6 addresses. */
function fitting(address: string, addresses: readonly string[]): readonly string[] {
  return address === '::' ? addresses : addresses.filter((one) => !one.includes(':'));
}
