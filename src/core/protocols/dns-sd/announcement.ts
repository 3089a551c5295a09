import { cutBytes, oneLine } from '../../names';

/** Our service type (RFC 6763, 4.1.2), in the only domain that multicast DNS has. */
export const GROUNDGLASS_TYPE = '_groundglass._tcp.local';

/** What a program of ours is. */
export const FOUND_KINDS = ['host', 'station'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** What a host or a station tells everybody on its network. */
export interface Announcement {
  readonly kind: FoundKind;
  /** Stays the same over restarts and addresses: 12 hexadecimal digits. It names, it proves nothing. */
  readonly id: string;
  /** What people call it: one line, not empty. */
  readonly name: string;
  /** Of the program. */
  readonly version: string;
  readonly needsToken: boolean;
  /** It speaks TLS alone. */
  readonly isSecure: boolean;
  /** Of a host. */
  readonly videoPort?: number;
  readonly telemetryPort?: number;
  /** Of a station. */
  readonly gatewayPort?: number;
}

/** RFC 6763, 6.1: a string of a TXT record has 255 bytes at most; a person reads less. */
const MAX_NAME_BYTES = 60;
const MAX_VERSION_BYTES = 30;
/** Ours has 9; what a stranger adds is not looked at. */
const MAX_STRINGS = 32;
const ID = /^[0-9a-f]{12}$/;
const TXT_VERSION = '1';

/** The strings of a TXT record (RFC 6763, 6): `key=value` each. */
export function writeTxt(announcement: Announcement): string[] {
  const { kind, id, name, version, needsToken, isSecure, videoPort, telemetryPort, gatewayPort } = announcement;
  const ports = { video: videoPort, telemetry: telemetryPort, gateway: gatewayPort };
  return [
    `txtvers=${TXT_VERSION}`,
    `kind=${kind}`,
    `id=${id}`,
    `name=${nameFrom(name)}`,
    `version=${cutBytes(oneLine(version), MAX_VERSION_BYTES)}`,
    `token=${needsToken ? 1 : 0}`,
    `tls=${isSecure ? 1 : 0}`,
    ...Object.entries(ports).flatMap(([key, port]) => (port === undefined ? [] : [`${key}=${port}`])),
  ];
}

/**
 * Reads what a stranger wrote into a TXT record. Keys are of any case, and the first of each counts (RFC 6763, 6.4).
 *
 * @returns `undefined` where it is not ours, or a value that is needed is missing or not allowed
 */
export function readTxt(strings: readonly string[]): Announcement | undefined {
  const values = keysOf(strings);
  const [kind, id] = [FOUND_KINDS.find((one) => one === values.get('kind')), values.get('id') ?? ''];
  const name = nameFrom(values.get('name') ?? '');
  if (values.get('txtvers') !== TXT_VERSION || !kind || !ID.test(id) || name === '') return undefined;
  const [videoPort, telemetryPort, gatewayPort] = ['video', 'telemetry', 'gateway'].map((key) =>
    portFrom(values.get(key)),
  );
  if (kind === 'host' ? !videoPort || !telemetryPort : !gatewayPort) return undefined;
  return {
    ...{ kind, id, name, version: cutBytes(oneLine(values.get('version') ?? ''), MAX_VERSION_BYTES) },
    ...{ needsToken: values.get('token') === '1', isSecure: values.get('tls') === '1' },
    ...(videoPort && { videoPort }),
    ...(telemetryPort && { telemetryPort }),
    ...(gatewayPort && { gatewayPort }),
  };
}

/** The name under which its address is asked for: no name of the machine's own, which others answer for. */
export function localNameOf({ id }: Pick<Announcement, 'id'>): string {
  return `groundglass-${id}.local`;
}

/** The service's name among all of its type (RFC 6763, 4.1.1), which no two may share. */
export function instanceNameOf({ name, id }: Pick<Announcement, 'id' | 'name'>): string {
  // A full stop would begin another label.
  const label = cutBytes(`${cutBytes(nameFrom(name).replaceAll('.', '-'), 50)} ${id}`, 63);
  return `${label}.${GROUNDGLASS_TYPE}`;
}

function keysOf(strings: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const text of strings.slice(0, MAX_STRINGS)) {
    const at = text.indexOf('=');
    const key = text.slice(0, at).toLowerCase();
    if (at > 0 && !values.has(key)) values.set(key, text.slice(at + 1));
  }
  return values;
}

function nameFrom(text: string): string {
  return cutBytes(oneLine(text).trim().replace(/\s+/g, ' '), MAX_NAME_BYTES).trim();
}

function portFrom(text: string | undefined): number | undefined {
  const port = /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 0;
  return port > 0 && port <= 65535 ? port : undefined;
}
