/** An address and port to listen on. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/**
 * Reads `ADDR:PORT` or `[IPv6]:PORT`. Port 0 lets the system choose.
 *
 * @returns `undefined` where the text is neither.
 */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text);
  if (!match) return undefined;
  const port = Number(match[3]);
  if (port > 65535) return undefined;
  return { address: match[1] ?? match[2] ?? '', port };
}

/** Whether only this machine can reach an address. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address);
}

/** Writes an endpoint as it stands in a URL. */
export function formatEndpoint(endpoint: Endpoint): string {
  const address = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address;
  return `${address}:${endpoint.port}`;
}
