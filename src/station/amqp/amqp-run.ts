import { Connection } from 'rabbitmq-client';
import { reasonOf } from '#core/reason-of';
import type { AmqpUrl } from '#core/settings/amqp-url';
import { detailOf, failureOf } from '../sources/failure';
import type { LinkEnd, LinkRun } from '../sources/supervisor';

const CONNECT_TIMEOUT_MS = 5000;
/** A broker that is gone without a word is noticed after two to four halves of it. */
const HEARTBEAT_S = 10;
/** As RabbitMQ has it: a picture is mostly one frame. */
const FRAME_MAX = 128 * 1024;
/** A broker that does not say good-bye is left all the same. */
const CLOSE_TIMEOUT_MS = 1000;

/** What a link to a broker carries. */
export interface AmqpCargo {
  /** Says good-bye while the connection still stands; errors are of no consequence. */
  close(): Promise<void>;
}

export interface AmqpRunOptions {
  readonly url: AmqpUrl;
  /** Shown in RabbitMQ's management pages. */
  readonly name: string;
  /**
   * The connection stands: opens channels and begins. An error of any channel ends the connection.
   *
   * @throws where it cannot begin, which ends the connection as well
   */
  readonly begin: (connection: Connection) => Promise<AmqpCargo>;
}

/** One life of a connection to a RabbitMQ, from the attempt to its end. Run it again for another. */
export function amqpRun({ url, name, begin }: AmqpRunOptions): LinkRun {
  return (signal, events) =>
    new Promise((resolve) => {
      const { host, port, vhost, user, password, tls, where } = url;
      const connection = new Connection({
        hostname: host,
        port,
        vhost,
        username: user,
        password,
        tls,
        connectionName: name,
        connectionTimeout: CONNECT_TIMEOUT_MS,
        acquireTimeout: CONNECT_TIMEOUT_MS,
        // Nagle's algorithm would hold the last piece of each picture back.
        heartbeat: HEARTBEAT_S,
        frameMax: FRAME_MAX,
        noDelay: true,
      });
      let cargo: AmqpCargo | undefined;
      let ended = false;
      const end = async (why: LinkEnd, politely: boolean) => {
        if (ended) return;
        ended = true;
        signal.removeEventListener('abort', abort);
        if (politely) await Promise.race([leave(connection, cargo), after(CLOSE_TIMEOUT_MS)]);
        connection.unsafeDestroy();
        await cargo?.close().catch(() => undefined);
        resolve(why);
      };
      const abort = () => void end({ cause: 'closed', detail: 'ended by us' }, true);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      connection.on('error', (error: unknown) => void end(endOf(error, where), false));
      connection.on('connection', () => {
        begin(connection)
          .then((begun) => {
            cargo = begun;
            if (ended) return begun.close().catch(() => undefined);
            events.opened();
            events.data();
          })
          .catch((error: unknown) => end(endOf(error, where), false));
      });
    });
}

async function leave(connection: Connection, cargo: AmqpCargo | undefined): Promise<void> {
  if (!connection.ready) return;
  await cargo?.close().catch(() => undefined);
  await connection.close().catch(() => undefined);
}

/** In words that say what to do. No secret is in any of them. */
function endOf(error: unknown, where: string): LinkEnd {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const said = reasonOf(error);
  switch (code) {
    case 'ACCESS_REFUSED':
      return { cause: 'error', detail: detailOf(`${where} refuses the user or the password (${said})`) };
    case 'NOT_ALLOWED':
      return { cause: 'error', detail: detailOf(`${where}: no such virtual host, or no right to it (${said})`) };
    case 'CONNECTION_TIMEOUT':
      return { cause: 'timed-out', detail: detailOf(`no answer from ${where}`) };
    case 'SOCKET_TIMEOUT':
      return { cause: 'silent', detail: detailOf(`nothing from ${where}`) };
    case 'CONN_CLOSE':
    case 'CONNECTION_FORCED':
      return { cause: 'closed', detail: detailOf(`closed by ${where}`) };
    case 'RESOURCE_LOCKED':
      return {
        cause: 'error',
        detail: detailOf(`${where}: the station's name is taken: choose another --station-name`),
      };
    default:
      return error instanceof Error ? failureOf(error, where) : { cause: 'error', detail: detailOf(said) };
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
