/** The service that phones look for by mDNS (RFC 6763), without `_` and `._tcp.local.`. */
export const SERVICE_TYPE = 'arkavo-remote';

/** The link that opens the phone's application and has it connect: `arkavo://connect?host=…&port=…`. */
export function deepLink(host: string, port: number): string {
  return `arkavo://connect?host=${encodeURIComponent(host)}&port=${port}`;
}
