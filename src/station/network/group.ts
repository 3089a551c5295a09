import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** A socket for an address of ours or of a group, not bound yet. Several programs may listen to one group. */
export function openSocket(address: string): Socket {
  return createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', reuseAddr: isGroup(address) });
}

/** Joins a group, once the socket is bound; nothing where the address is none of a group. */
export function joinGroup(socket: Socket, address: string, log: (line: string) => void): void {
  if (!isGroup(address)) return;
  try {
    socket.addMembership(address);
  } catch (error) {
    log(`cannot join ${address}: ${error instanceof Error ? error.message : ''}`);
  }
}

/** What a socket for an address of ours, or of a group, is bound to. */
export function bindAddress(address: string): string {
  // On Windows a group's address cannot be bound to; elsewhere it keeps other groups of the port away.
  return isGroup(address) && process.platform === 'win32' ? anyAddress(address) : address;
}

/** Whether an address is one of a multicast group (RFC 5771; RFC 4291, 2.7). */
function isGroup(address: string): boolean {
  if (isIPv6(address)) return /^ff/i.test(address);
  const first = Number.parseInt(address, 10);
  return first >= 224 && first <= 239;
}

/** Of the same kind as this one. */
function anyAddress(address: string): string {
  return isIPv6(address) ? '::' : '0.0.0.0';
}
