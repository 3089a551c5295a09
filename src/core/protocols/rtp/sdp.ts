/** One way that a media's payloads may be formatted: a payload type with what `a=rtpmap` and `a=fmtp` say of it. */
export interface SdpFormat {
  /** 0–127. */
  readonly payloadType: number;
  /** In lower case, such as `h264`; empty where no rtpmap tells it. */
  readonly encoding: string;
  /** Units in a second; 0 where it is not told. */
  readonly clockRate: number;
  /** Of sound; 1 where it is not told. */
  readonly channels: number;
  /** Of fmtp, keys in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** One `m=` section. */
export interface SdpMedia {
  /** `video`, `audio`, `application` … */
  readonly kind: string;
  /** 0 where it is to be chosen. */
  readonly port: number;
  /** `RTP/AVP`, `RTP/AVP/TCP` … */
  readonly protocol: string;
  /** Where it is sent to: its own `c=`, or the session's; empty where none tells it. */
  readonly address: string;
  readonly formats: readonly SdpFormat[];
  /** `a=`, the last of each name; the empty text of one without a value. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** A description of a session (RFC 8866), as far as a receiver needs it. */
export interface Sdp {
  readonly attributes: ReadonlyMap<string, string>;
  readonly media: readonly SdpMedia[];
}

/** More than any camera writes; what goes beyond is not read. */
const MAX_CHARACTERS = 64 * 1024;
const MAX_MEDIA = 32;
const MAX_FORMATS = 32;
const MAX_ATTRIBUTES = 256;

interface OpenMedia {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  address: string;
  readonly payloadTypes: readonly number[];
  readonly attributes: Map<string, string>;
  readonly maps: Map<number, string>;
  readonly parameters: Map<number, string>;
}

/**
 * Reads a description. Lines of an unknown kind, and those that cannot be read, are passed over, as cameras write some of
 * their own. Line ends may be any.
 */
export function parseSdp(text: string): Sdp {
  const attributes = new Map<string, string>();
  const media: OpenMedia[] = [];
  let address = '';
  for (const line of text.slice(0, MAX_CHARACTERS).split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z])=(.*?)\s*$/.exec(line) ?? [];
    const current = media.at(-1);
    if (key === 'c') {
      const told = /^IN\s+IP[46]\s+([^\s/]+)/.exec(value)?.[1] ?? '';
      if (current) current.address = told;
      else address = told;
    } else if (key === 'm') {
      const opened = media.length < MAX_MEDIA ? openMedia(value, address) : undefined;
      if (opened) media.push(opened);
    } else if (key === 'a') {
      takeAttribute(value, current, current?.attributes ?? attributes);
    }
  }
  return { attributes, media: media.map(closeMedia) };
}

function openMedia(value: string, address: string): OpenMedia | undefined {
  const [kind = '', port = '', protocol = '', ...formats] = value.split(/\s+/);
  if (protocol === '') return undefined;
  const payloadTypes = formats
    .slice(0, MAX_FORMATS)
    .filter((one) => /^\d{1,3}$/.test(one))
    .map(Number)
    .filter((one) => one <= 127);
  return {
    kind: kind.toLowerCase(),
    port: Math.min(65_535, Number.parseInt(port, 10) || 0),
    protocol: protocol.toUpperCase(),
    address,
    payloadTypes,
    attributes: new Map(),
    maps: new Map(),
    parameters: new Map(),
  };
}

function takeAttribute(line: string, media: OpenMedia | undefined, attributes: Map<string, string>): void {
  const at = line.indexOf(':');
  const name = (at === -1 ? line : line.slice(0, at)).toLowerCase();
  const value = at === -1 ? '' : line.slice(at + 1).trim();
  const ofType = /^(\d{1,3})\s+(.*)$/.exec(value);
  if (media && ofType && (name === 'rtpmap' || name === 'fmtp')) {
    const payloadType = Number(ofType[1]);
    if (media.payloadTypes.includes(payloadType))
      (name === 'rtpmap' ? media.maps : media.parameters).set(payloadType, ofType[2] ?? '');
  } else if (attributes.has(name) || attributes.size < MAX_ATTRIBUTES) {
    attributes.set(name, value);
  }
}

function closeMedia({ payloadTypes, maps, parameters, ...media }: OpenMedia): SdpMedia {
  const formats = payloadTypes.map((payloadType) => {
    const [encoding = '', clockRate = '', channels = ''] = (maps.get(payloadType) ?? '').split('/');
    return {
      payloadType,
      encoding: encoding.trim().toLowerCase(),
      clockRate: positive(clockRate),
      channels: positive(channels) || 1,
      parameters: readParameters(parameters.get(payloadType) ?? ''),
    };
  });
  const { kind, port, protocol, address, attributes } = media;
  return { kind, port, protocol, address, formats, attributes };
}

/** `a=b; c=d`, with spaces or none. A value may hold `=`, as base64 does. */
function readParameters(line: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of line.split(';', MAX_ATTRIBUTES)) {
    const at = part.indexOf('=');
    const key = (at === -1 ? part : part.slice(0, at)).trim().toLowerCase();
    if (key !== '') parameters.set(key, at === -1 ? '' : part.slice(at + 1).trim());
  }
  return parameters;
}

function positive(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
}
