import { headerOf, type RtspHeaders } from './message';

/** What a server answers to `SETUP` of how the packets go (RFC 2326, 12.39). */
export interface Transport {
  /** Channels of RTP and RTCP within the connection; absent: by UDP. */
  readonly interleaved?: readonly [rtp: number, rtcp: number];
  /** The server's ports; absent where it tells none. */
  readonly serverPort?: readonly [rtp: number, rtcp: number];
  /** Where its packets come from; absent: from the server itself. */
  readonly source?: string;
}

/** A session that a server keeps for us (RFC 2326, 12.37). */
export interface Session {
  readonly id: string;
  /** It is to hear something of us within so many seconds. */
  readonly timeoutS: number;
}

/** Where a server tells none (RFC 2326, 12.37). */
const USUAL_TIMEOUT_S = 60;
const MAX_TIMEOUT_S = 3600;
const MAX_ID = 200;

export function readTransport(headers: RtspHeaders): Transport {
  const fields = (headerOf(headers, 'transport') ?? '').slice(0, 1000).split(/[;,]/);
  const values = new Map<string, string>();
  for (const field of fields) {
    const [, key = '', value = ''] = /^\s*([a-z_-]+)\s*=\s*"?([^"]*?)"?\s*$/i.exec(field) ?? [];
    if (key !== '' && !values.has(key.toLowerCase())) values.set(key.toLowerCase(), value);
  }
  const interleaved = pairOf(values.get('interleaved'), 0, 255);
  const serverPort = pairOf(values.get('server_port'), 1, 65_535);
  const source = values.get('source');
  return {
    ...(interleaved && { interleaved }),
    ...(serverPort && { serverPort }),
    // An address; a name would have to be looked up.
    ...(source && /^[\da-f.:]+$/i.test(source) && { source }),
  };
}

export function readSession(headers: RtspHeaders): Session | undefined {
  const [id = '', ...parameters] = (headerOf(headers, 'session') ?? '').split(';').map((part) => part.trim());
  if (id === '' || id.length > MAX_ID || !/^[\x21-\x7e]+$/.test(id)) return undefined;
  const [, told] = parameters.map((one) => /^timeout\s*=\s*(\d{1,9})$/i.exec(one)).find((match) => match) ?? [];
  const timeoutS = Number(told ?? USUAL_TIMEOUT_S);
  return { id, timeoutS: Math.min(MAX_TIMEOUT_S, Math.max(1, timeoutS)) };
}

/** What a server can, by `Public`; empty where it tells nothing. */
export function methodsOf(headers: RtspHeaders): ReadonlySet<string> {
  const told = headers.get('public')?.join(',') ?? '';
  return new Set(
    told
      .slice(0, 1000)
      .split(',')
      .map((method) => method.trim().toUpperCase())
      .filter((method) => method !== ''),
  );
}

/** `a-b`, or `a` alone where the second is the next. */
function pairOf(text: string | undefined, least: number, most: number): readonly [number, number] | undefined {
  const [, first, second] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '') ?? [];
  const pair = [Number(first), second === undefined ? Number(first) + 1 : Number(second)] as const;
  return first !== undefined && pair.every((one) => one >= least && one <= most) ? pair : undefined;
}
