import type { InspectionSection } from '../inspection/inspection';
import type { VideoStream } from '../protocols/mavlink/vehicle/video-streams';
import { type Text, text, verbatim } from '../texts/text';
import { hideSecrets } from './source-secrets';
import { dialledSource, SOURCES, type SourceTable } from './source-table';
import { formatSourceUrl, parseSourceUrl, publicSourceUrl, type SourceUrl } from './source-url';

/** A stream that a vehicle names, judged: whether a person may have it shown by a click. */
export interface OfferedStream {
  readonly name: string;
  /** Where it is, as people may read it: without secrets. It names the offer. */
  readonly place: string;
  /** The id of the stream that it would be; absent where it is none that is played. */
  readonly stream?: string;
  /** Why it is not played, and what to do. */
  readonly why?: Text;
  /** It is not followed at all, and no more than listed. */
  readonly refused?: true;
  /** What the station adds, secrets and all: it stays in the station. */
  readonly url?: string;
}

const LONGEST_URI = 160;
const PRINTABLE = /^[\x21-\x7e]+$/;
const URI = /^([a-z][a-z0-9+.-]{0,20}):\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]*)(?::\d{1,5})?(?:[/?#]|$)/i;
/** What is sent to a port, of ours or of a group: `5600`, `239.0.0.1:5600`, `udp://0.0.0.0:5600`. */
const SENT = /^(?:(udp|rtp):\/\/)?(?:([\w.-]+|\[[0-9a-f:.]+\]):)?(\d{1,5})\/?$/i;
/** VIDEO_STREAM_TYPE_… by name. */
const VIDEO_STREAM_TYPE = { RTPUDP: 1, TCP_MPEG: 2, MPEG_TS: 3 } as const;
/** Ports below are of the system. */
const MIN_PORT = 1024;
const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** The last label of a name has a letter first: other spellings of numbers (`127.1`, `0x7f000001`) are none. */
const NAME = /^(?:[a-z0-9_-]{1,63}\.)*[a-z][a-z0-9-]{0,62}\.?$/i;

/** What people call what is not played so far, by scheme. */
const CALLED: Readonly<Record<string, string>> = {
  ...{ rtspt: 'RTSP', udp: 'RTP', srt: 'SRT', rtmp: 'RTMP' },
  ...{ tcp: 'MPEG/TCP', http: 'HTTP', https: 'HTTP' },
};
/** The same by VIDEO_STREAM_TYPE. */
const TYPES: readonly string[] = ['RTSP', 'RTP', 'MPEG/TCP', 'MPEG-TS'];

/**
 * Judges what a vehicle offers. Whoever can send a packet can name any address: so nothing of this machine is followed, no
 * file, and no parameter that would open more than the one stream; and a person has to want it.
 *
 * @param sources what there is to play it with
 */
export function offeredStream({ name, uri, type }: VideoStream, sources: SourceTable = SOURCES): OfferedStream {
  const called = name.slice(0, 100);
  const place = hideSecrets(uri.replace(/[^\x21-\x7e]/g, '?')).slice(0, 2 * LONGEST_URI);
  const refused = (why: Text): OfferedStream => ({ name: called, place, why, refused: true });
  const offered = (url: SourceUrl): OfferedStream => ({
    ...{ name: called, place: publicSourceUrl(url), stream: url.id, url: formatSourceUrl(url) },
  });
  const later = (what: string): OfferedStream => ({ name: called, place, why: text('offer.later', { what }) });
  if (uri.length > LONGEST_URI || !PRINTABLE.test(uri)) return refused(text('offer.unreadable'));
  const sent = SENT.exec(uri);
  const sentAs = sent && sentScheme(sent[1]?.toLowerCase(), type);
  if (sentAs) {
    const url = receiving(sentAs, sent[2] ?? '', Number(sent[3]), sources);
    return url ? offered(url) : refused(text('offer.here'));
  }
  if (sent && !sent[1]) return later(TYPES[type] ?? '');
  const [, given = '', host = ''] = URI.exec(uri) ?? [];
  const scheme = given.toLowerCase();
  if (scheme === '' || scheme === 'file') return refused(text(scheme === '' ? 'offer.unreadable' : 'offer.here'));
  if (!isElsewhere(host.toLowerCase())) return refused(text('offer.here'));
  const isTs = scheme === 'tcp' && type === VIDEO_STREAM_TYPE.TCP_MPEG;
  const row = dialledSource(isTs ? 'mpegts+tcp' : scheme, sources);
  if (!row || row.gives === 'telemetry') {
    const what = CALLED[scheme];
    return what ? later(scheme === 'udp' ? (TYPES[type] ?? what) : what) : refused(text('offer.foreign', { scheme }));
  }
  const read = parseSourceUrl(isTs ? `mpegts+${uri}` : uri, sources);
  if (!read.ok || read.value.vehicle !== undefined) return refused(text('offer.unreadable'));
  return offered(read.value);
}

/** The source that takes what is sent to a port; `undefined` where what is sent is not said. */
function sentScheme(given: string | undefined, type: number): string | undefined {
  if (given === 'rtp' || type === VIDEO_STREAM_TYPE.RTPUDP) return 'rtp';
  return type === VIDEO_STREAM_TYPE.MPEG_TS ? 'mpegts+udp' : undefined;
}

/**
 * The source that takes what a vehicle sends: on a port of ours, whatever address of ours it calls, or of the group that
 * it names.
 *
 * @returns `undefined` where it sends to its own machine, or to a port of the system's
 */
function receiving(scheme: string, host: string, port: number, sources: SourceTable): SourceUrl | undefined {
  const isGroup = /^(?:22[4-9]|23\d)\.|^\[ff/i.test(host);
  const isAny = host === '' || host === '0.0.0.0' || host === '[::]';
  if (port < MIN_PORT || !(isGroup || isAny || isElsewhere(host.toLowerCase()))) return undefined;
  const ours = host.startsWith('[') ? '[::]' : '0.0.0.0';
  const read = parseSourceUrl(`${scheme}://${isGroup ? host : ours}:${port}`, sources);
  return read.ok ? read.value : undefined;
}

/** What is offered, for the inspection of a link; nothing where nothing is. */
export function offersSection(offers: readonly OfferedStream[]): readonly InspectionSection[] {
  if (offers.length === 0) return [];
  const rows = offers.map(({ name, place }) => ({ label: verbatim(name || '–'), value: verbatim(place || '–') }));
  return [{ title: text('offer.section'), rows, advice: offers.flatMap(({ why }) => why ?? []) }];
}

/**
 * Whether a host is none of this machine's own names and addresses, whatever it is called.
 *
 * @param host in lower case; an address of IPv6 in brackets
 */
export function isElsewhere(host: string): boolean {
  // Of IPv6, what stands for this machine or for an address of IPv4: `::`, `::1`, `::ffff:127.0.0.1`.
  if (host.startsWith('[')) return /^\[[23f][0-9a-f]{0,3}:/.test(host);
  const octets = OCTETS.exec(host)?.slice(1).map(Number);
  if (octets) return octets.every((octet) => octet < 256) && octets[0] !== 0 && octets[0] !== 127;
  return NAME.test(host) && !/(^|\.)localhost\.?$/.test(host);
}
