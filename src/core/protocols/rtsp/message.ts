/** Header fields of a message, by their names in lower case, each with its values in the order in which they came. */
export type RtspHeaders = ReadonlyMap<string, readonly string[]>;

/** An answer (RFC 2326, 7). */
export interface RtspResponse {
  readonly type: 'response';
  /** 100–599. */
  readonly status: number;
  /** What its first line says beside the number; any characters. */
  readonly reason: string;
  readonly headers: RtspHeaders;
  readonly body: Uint8Array;
}

/** What the other side asks of us (RFC 2326, 6); cameras do so seldom. */
export interface RtspRequest {
  readonly type: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: RtspHeaders;
  readonly body: Uint8Array;
}

export type RtspMessage = RtspResponse | RtspRequest;

/** More fields than any camera sends; what goes beyond is not read. */
const MAX_FIELDS = 100;

/** The first value of a field. */
export function headerOf(headers: RtspHeaders, name: string): string | undefined {
  return headers.get(name)?.[0];
}

/**
 * Reads a message's head: its first line and its fields. Lines that are no field are passed over, and one that begins with a
 * space goes on with the field before it.
 *
 * @param head text up to the empty line
 * @returns `undefined` where the first line is neither an answer nor a request
 */
export function readHead(head: string): Omit<RtspResponse, 'body'> | Omit<RtspRequest, 'body'> | undefined {
  const [first = '', ...lines] = head.split(/\r\n|\n|\r/);
  const headers = readFields(lines);
  const response = /^RTSP\/\d\.\d\s+([1-5]\d\d)(?:\s+(.*))?$/.exec(first.trim());
  if (response) return { type: 'response', status: Number(response[1]), reason: response[2] ?? '', headers };
  const request = /^([A-Z_]{3,20})\s+(\S+)\s+RTSP\/\d\.\d$/.exec(first.trim());
  return request ? { type: 'request', method: request[1] ?? '', uri: request[2] ?? '', headers } : undefined;
}

function readFields(lines: readonly string[]): RtspHeaders {
  const headers = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of lines.slice(0, MAX_FIELDS)) {
    if (/^[ \t]/.test(line) && last) {
      last.push(`${last.pop()} ${line.trim()}`);
      continue;
    }
    const at = line.indexOf(':');
    if (at < 1) continue;
    const name = line.slice(0, at).trim().toLowerCase();
    last = headers.get(name) ?? [];
    last.push(line.slice(at + 1).trim());
    headers.set(name, last);
  }
  return headers;
}

/** A request as it goes over the wire. No field may hold a line end: what would, is left out. */
export function writeRequest(method: string, uri: string, headers: Readonly<Record<string, string>>): string {
  const fields = Object.entries(headers)
    .filter(([, value]) => !/[\r\n]/.test(value))
    .map(([name, value]) => `${name}: ${value}\r\n`);
  // not shown: a message
  return `${method} ${uri} RTSP/1.0\r\n${fields.join('')}\r\n`;
}
