import os from 'node:os';

/** A way by which multicast goes out and comes in. */
export interface MulticastInterface {
  readonly family: 'IPv4' | 'IPv6';
  /** Its own address, or, of IPv6, the interface as sockets name it: `::%eth0`. */
  readonly address: string;
  /** All its addresses of that family. */
  readonly addresses: readonly string[];
}

/** More than a machine has that is no router. */
const MAX_INTERFACES = 16;
const EVERY_ADDRESS: Readonly<Record<string, readonly MulticastInterface['family'][]>> = {
  '0.0.0.0': ['IPv4'],
  '::': ['IPv4', 'IPv6'],
};

/**
 * The interfaces by which others reach a socket that listens on an address: of IPv4, and of IPv6 where it speaks that. The
 * loopback alone where there is no other.
 *
 * @param listen absent: all interfaces of both
 */
export function multicastInterfaces(listen = '::', all = os.networkInterfaces()): readonly MulticastInterface[] {
  const families = EVERY_ADDRESS[listen];
  const found = Object.entries(all).flatMap(([name, addresses = []]) =>
    (['IPv4', 'IPv6'] as const).flatMap((family) => {
      const own = addresses.filter((one) => one.family === family && !one.internal).map(({ address }) => address);
      const [first] = own;
      const isMeant = families ? families.includes(family) : own.includes(listen);
      if (first === undefined || !isMeant) return [];
      return [{ family, address: family === 'IPv4' ? first : `::%${name}`, addresses: families ? own : [listen] }];
    }),
  );
  if (found.length > 0 || !families) return found.slice(0, MAX_INTERFACES);
  return [{ family: 'IPv4', address: '127.0.0.1', addresses: ['127.0.0.1'] }];
}
