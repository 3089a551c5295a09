/** An address in one spelling: in lower case, and an IPv4 address that came in on an IPv6 socket without its `::ffff:`. */
export function plainAddress(address = ''): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}

/** The eight 16-bit groups of an IPv6 address, without its zone. */
export function ipv6Groups(address: string): number[] {
  const [head = '', tail = ''] = address.split('%', 1)[0]!.split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [front, back] = [read(head), read(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => 0);
  return [...front, ...zeros, ...back];
}

/**
 * Whom a rate is counted against: an IPv4 address, or the /64 of an IPv6 address, since one client may use all of its
 * network's addresses.
 */
export function rateKey(address: string | undefined): string {
  const plain = plainAddress(address);
  if (!plain.includes(':')) return plain;
  const network = ipv6Groups(plain).slice(0, 4);
  return network.map((group) => group.toString(16)).join(':');
}
