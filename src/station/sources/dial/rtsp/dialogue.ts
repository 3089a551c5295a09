import { readVideoFormat, type VideoFormat } from '#core/protocols/rtp/description';
import { parseSdp } from '#core/protocols/rtp/sdp';
import { controlsOf } from '#core/protocols/rtsp/addresses';
import { headerOf, type RtspResponse } from '#core/protocols/rtsp/message';
import { methodsOf, readSession, readTransport, type Session, type Transport } from '#core/protocols/rtsp/session';
import type { RtspConnection } from './connection';
import { RtspFailure } from './failure';

/** What a camera says that it gives. */
export interface Described {
  readonly format: VideoFormat;
  /** Where the video is asked for. */
  readonly media: string;
  /** Where the whole is asked for. */
  readonly aggregate: string;
  /** What keeps a session alive. */
  readonly keepAlive: 'GET_PARAMETER' | 'OPTIONS';
}

/** A session that is set up. */
export interface SetUp {
  readonly session: Session | undefined;
  readonly transport: Transport;
}

/** Packets by UDP, or between the messages. */
export type Way = { readonly by: 'tcp' } | { readonly by: 'udp'; readonly port: number };

/** It is somewhere else. */
export class RtspRedirect extends Error {
  /** @param location as the server wrote it */
  constructor(readonly location: string) {
    super('redirect');
  }
}

const UNSUPPORTED_TRANSPORT = 461;
/** Aggregate operation not allowed. */
const NOT_TOGETHER = 459;

/**
 * Asks what there is to be seen (RFC 2326, 10.2).
 *
 * @throws RtspFailure RtspRedirect
 */
export async function describe(connection: RtspConnection, url: string, where: string): Promise<Described> {
  // Some cameras want to be asked; what they answer is no reason not to go on.
  const options = await connection.request('OPTIONS', url);
  const methods = methodsOf(options.headers);
  const response = await connection.request('DESCRIBE', url, { Accept: 'application/sdp' });
  refuse(response, 'DESCRIBE', where);
  const sdp = parseSdp(Buffer.from(response.body).toString('utf8'));
  const videos = sdp.media.filter(({ kind }) => kind === 'video');
  const readable = videos.map((media) => ({ media, format: readVideoFormat(media.formats) }));
  const found = readable.find(({ format }) => format !== undefined && format !== 'interleaved');
  if (!found?.format || found.format === 'interleaved')
    throw new RtspFailure('protocol', whyNone(where, videos, readable));
  const { aggregate, media } = controlsOf(
    url,
    response.headers,
    sdp.attributes.get('control'),
    found.media.attributes.get('control'),
  );
  const keepAlive = methods.has('GET_PARAMETER') ? 'GET_PARAMETER' : 'OPTIONS';
  return { format: found.format, media, aggregate, keepAlive };
}

function whyNone(
  where: string,
  videos: readonly { readonly formats: readonly { readonly encoding: string; readonly payloadType: number }[] }[],
  readable: readonly { readonly format: unknown }[],
): string {
  if (videos.length === 0) return `${where} describes no video`;
  if (readable.some(({ format }) => format === 'interleaved'))
    return `${where} sends its packets interleaved (packetization-mode 2), which is not read: choose mode 0 or 1 in the camera`;
  const names = videos.flatMap(({ formats }) =>
    formats.map(({ encoding, payloadType }) => encoding || nameOf(payloadType)),
  );
  return `${where} gives ${[...new Set(names)].slice(0, 5).join(', ')}: choose H.264 or H.265 in the camera`;
}

/** Of the payload types that need no rtpmap (RFC 3551, 6). */
function nameOf(payloadType: number): string {
  return (
    { 26: 'Motion JPEG', 32: 'MPEG video', 33: 'MPEG-TS', 34: 'H.263' }[payloadType] ?? `payload type ${payloadType}`
  );
}

/**
 * Asks for the video by one way.
 *
 * @returns `undefined` where the camera does not know this way
 * @throws RtspFailure
 */
export async function setUp(
  connection: RtspConnection,
  media: string,
  way: Way,
  where: string,
): Promise<SetUp | undefined> {
  const transport =
    way.by === 'tcp'
      ? 'RTP/AVP/TCP;unicast;interleaved=0-1'
      : `RTP/AVP;unicast;client_port=${way.port}-${way.port + 1}`;
  const response = await connection.request('SETUP', media, { Transport: transport });
  if (response.status === UNSUPPORTED_TRANSPORT) return undefined;
  refuse(response, 'SETUP', where);
  return { session: readSession(response.headers), transport: readTransport(response.headers) };
}

/**
 * Has it begin. @returns where the session is asked for from here on
 * @throws RtspFailure
 */
export async function play(
  connection: RtspConnection,
  { aggregate, media }: Described,
  session: Readonly<Record<string, string>>,
  where: string,
): Promise<string> {
  const response = await connection.request('PLAY', aggregate, { ...session, Range: 'npt=0.000-' });
  if (response.status !== NOT_TOGETHER || media === aggregate) {
    refuse(response, 'PLAY', where);
    return aggregate;
  }
  refuse(await connection.request('PLAY', media, { ...session, Range: 'npt=0.000-' }), 'PLAY', where);
  return media;
}

function refuse(response: RtspResponse, method: string, where: string): void {
  const { status, reason, headers } = response;
  if (status < 300) return;
  const location = status < 400 ? headerOf(headers, 'location') : undefined;
  if (location !== undefined) throw new RtspRedirect(location);
  const told = `${where} answers ${method} with ${status} ${reason}`.trim();
  if (status === 403) throw new RtspFailure('unauthorised', told);
  if (status === 404) throw new RtspFailure('protocol', `${told}: look up the camera's path`);
  throw new RtspFailure('protocol', told);
}
