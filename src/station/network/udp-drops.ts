import { readFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';

/** `sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops`, proc(5). */
const LOCAL_FIELD = 1;
const DROPS_FIELD = 12;

/** A bound UDP socket's own end. */
export interface UdpEnd {
  /** IPv4 or IPv6, as it was bound. */
  readonly address: string;
  readonly port: number;
}

/**
 * Datagrams that Linux had no room for in a socket's buffer, since the socket was opened; `undefined` where the system does not
 * tell (other systems, or no `/proc`).
 */
export async function kernelDrops(end: UdpEnd): Promise<number | undefined> {
  const file = net.isIPv6(end.address) ? '/proc/net/udp6' : '/proc/net/udp';
  const table = await readFile(file, 'latin1').catch(() => undefined);
  return table === undefined ? undefined : dropsIn(table, end);
}

/** The same out of the text of `/proc/net/udp` or `udp6`; `undefined` where the socket is not in it. */
export function dropsIn(
  table: string,
  { address, port }: UdpEnd,
  isLittle = os.endianness() === 'LE',
): number | undefined {
  const local = `${hexAddress(address, isLittle)}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
  for (const line of table.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[LOCAL_FIELD]?.toUpperCase() !== local) continue;
    const drops = Number(fields[DROPS_FIELD]);
    return Number.isInteger(drops) ? drops : undefined;
  }
  return undefined;
}

/** As the kernel prints it: words of 32 bits in the order of the machine. */
function hexAddress(address: string, isLittle: boolean): string {
  const bytes = bytesOf(address);
  const words = Array.from({ length: bytes.length / 4 }, (_, n) => bytes.slice(n * 4, n * 4 + 4));
  return words
    .flatMap((word) => (isLittle ? word.reverse() : word))
    .map(hexByte)
    .join('');
}

function bytesOf(address: string): number[] {
  if (net.isIPv4(address)) return address.split('.').map(Number);
  const [plain = ''] = address.split('%');
  // An IPv4 address at the end stands for two groups.
  const text = plain.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [256 * Number(a) + Number(b), 256 * Number(c) + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [front, back] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...(tail === undefined ? [] : zeros), ...back].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

const hexByte = (byte: number) => byte.toString(16).padStart(2, '0');
