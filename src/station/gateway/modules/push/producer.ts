import type { WebSocket } from 'ws';
import { oneLine } from '#core/names';
import { readVideoConfig } from '#core/protocols/push/config';
import { PushDialect } from '#core/protocols/push/dialect';
import { askedStreamId } from '#core/protocols/push/stream-id';
import { english } from '#core/texts/english';
import type { UpgradeCall } from '../../../extension/gateway-module';
import { allows } from '../../../extension/role';
import type { Log } from '../../../log';
import type { Applicant, Claims } from '../../../sources/accept/push/claims';
import { say } from '../../picture-socket';

/** RFC 6455, 7.4.1: data of a kind that cannot be taken; a policy was violated. */
const CLOSE_UNSUPPORTED = 1003;
const CLOSE_POLICY = 1008;
/** Longest reason in a close frame, in bytes (RFC 6455, 5.5). */
const LONGEST_REASON_BYTES = 123;

/** What producers call what they send. */
const CODECS: Readonly<Record<string, 'h264' | 'h265'>> = { h264: 'h264', avc: 'h264', h265: 'h265', hevc: 'h265' };

/** What a producer's connection needs. */
export interface ProducerOptions {
  readonly socket: WebSocket;
  readonly call: UpgradeCall;
  readonly claims: Claims;
  readonly log: Log;
}

/** What the other side of a WebSocket is taken for, once it has said something. */
export interface Peer {
  text(message: string): void;
  binary(message: Uint8Array): void;
}

/**
 * Takes a connection as a producer's: finds it a stream, or refuses it with a reason in an error message and in the close
 * frame.
 *
 * @param config the text that the producer began with; `undefined` where it began with video
 */
export function acceptProducer(options: ProducerOptions, config: string | undefined): Peer {
  const { socket, call, claims, log } = options;
  const refuse = (code: number, message: string): Peer => {
    log.info(`push from ${call.remoteAddress} refused: ${message}`);
    say(socket, JSON.stringify({ type: 'error', message }));
    socket.close(code, shortened(message));
    return { text: () => undefined, binary: () => undefined };
  };
  const { format, source = '' } = (config !== undefined && readVideoConfig(config)) || {};
  const asked = call.query.get('codec') ?? format;
  const codec = asked === undefined ? undefined : CODECS[asked.toLowerCase()];
  if (!allows(call.access.role, 'publisher')) return refuse(CLOSE_POLICY, english('dialect.needsPublisher'));
  if (asked !== undefined && !codec)
    return refuse(CLOSE_UNSUPPORTED, english('dialect.format', { format: oneLine(asked).slice(0, 40) }));
  const applicant: Applicant = {
    id: askedStreamId(call.query.get('id')),
    name: oneLine(source),
    address: call.remoteAddress,
    // The original says h264 whatever it sends.
    codec: codec === 'h265' ? codec : undefined,
    tell: (message) => say(socket, JSON.stringify({ type: 'error', message })),
    replace: (reason) => socket.close(CLOSE_POLICY, shortened(reason)),
  };
  const claim = claims.claim(applicant);
  if (!claim.ok) return refuse(claim.code, claim.reason);

  const { stream } = claim;
  const { id } = stream.stream.info;
  const dialect = new PushDialect();
  log.info(`push ${id}: producer ${call.remoteAddress} connected`);
  socket.on('close', (code) => {
    // A picture that is still open is dropped: whole ones have been ended by their own bits, or by their packet.
    // not shown: in logs alone
    claims.release(stream, applicant, `closed by ${call.remoteAddress}`);
    log.info(`push ${id}: producer ${call.remoteAddress} gone (${code}) after ${stream.pictures} pictures`);
  });
  return {
    text: (message) => {
      if (message === 'ping') say(socket, 'pong');
    },
    binary: (message) => stream.take(applicant, dialect.read(message), message.length),
  };
}

function shortened(reason: string): string {
  return Buffer.from(reason)
    .subarray(0, LONGEST_REASON_BYTES - 3)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
}
