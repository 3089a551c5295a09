import type { IncomingHttpHeaders } from 'node:http';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import { english } from '#core/texts/english';
import type { Advice, Text } from '#core/texts/text';
import type { SharePort } from '../sources/accept/share/share-port';
import type { ShareRights } from '../sources/accept/share/share-session';
import type { ViewerRights } from './rights';
import type { Access, Role } from './role';
import type { Serving } from './serving';
import type { StationParts } from './station-parts';
import type { ViewerPort } from './viewer-port';

/** A part of the gateway: a few HTTP routes and WebSocket routes that belong together. */
export interface GatewayModule {
  readonly http?: readonly HttpRoute[];
  readonly sockets?: readonly SocketRoute[];
  /** The gateway ends. Sockets and requests are closed by the gateway itself. */
  close?(): void;
}

/** Makes a module when the gateway starts. */
export type MakeModule = (context: ModuleContext) => GatewayModule;

/** What a gateway serves of a station. */
export interface ServedStation extends StationParts {
  /** The modules of its services. */
  readonly routes: readonly MakeModule[];
  /** Serves a viewer until its port closes. */
  attach(port: ViewerPort, rights?: ViewerRights): void;
  /** Takes the pictures of a camera that is shared, until the port closes. */
  share(port: SharePort, rights: ShareRights): void;
}

/** What a module is given. */
export interface ModuleContext {
  readonly station: ServedStation;
  /** The whole gateway's numbers at this moment. */
  counters(): GatewayCounters;
  /** What this machine's own person switches; only where none but that person reaches the gateway. */
  readonly serving: Serving | undefined;
  /** Every route of every module, for documents about them. Complete once the gateway listens. */
  routes(): readonly HttpRoute[];
}

/** What the gateway counts. */
export interface GatewayCounters {
  /** TCP connections open now. */
  readonly connections: number;
  /** WebSockets open now, by the path of their route. */
  readonly sockets: ReadonlyMap<string, number>;
  /** HTTP answers and refused WebSockets since the start, by status. */
  readonly answers: ReadonlyMap<number, number>;
}

/** An HTTP route. `GET` answers `HEAD` too. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/streams/:id`; a parameter is one whole percent-decoded segment. */
  readonly path: string;
  /** The least role that may call it. */
  readonly role: Role;
  /** For the OpenAPI document, which is tested against what the route does. */
  readonly about: RouteDescription;
  /** Longest body, in bytes; 64 KiB where nothing is said. */
  readonly maxBodyBytes?: number;
  /** May throw `HttpFault`; anything else that it throws is logged and answered 500. */
  handle(call: HttpCall): Promise<HttpReply> | HttpReply;
}

/** What a route does, for people and for OpenAPI. */
export interface RouteDescription {
  readonly summary: string;
  /** Query parameters by name. All are optional. */
  readonly query?: Readonly<Record<string, string>>;
  /** Shape of a JSON body. */
  readonly body?: z.ZodType;
  /** By status. 400 … 429 of the gateway itself are added to each. */
  readonly responses: Readonly<Record<number, ResponseDescription>>;
}

export interface ResponseDescription {
  readonly description: string;
  /** `application/json` where there is a schema and nothing is said, else `text/plain`. */
  readonly type?: string;
  /** Shape of a JSON answer. */
  readonly schema?: z.ZodType;
}

/** One request, let in. */
export interface HttpCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly access: Access;
  /** Of the client: `192.168.1.7`. */
  readonly remoteAddress: string;
  /** Aborts when the client goes away or the gateway ends. */
  readonly signal: AbortSignal;
  /** The body, complete. @throws HttpFault 413 where it is longer than the route allows */
  body(): Promise<Uint8Array>;
  /** The body as JSON of a shape. @throws HttpFault 400 or 413 */
  json<S extends z.ZodType>(schema: S): Promise<z.infer<S>>;
}

/** The answer to a request. */
export interface HttpReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, bytes, or a function that writes over time (server-sent events, multipart JPEG). */
  readonly body?: string | Uint8Array | StreamBody;
}

/** Writes an answer over time. What it throws ends the answer. `call.signal` tells when the client has gone. */
export type StreamBody = (out: ReplyStream) => void;

/** The way to one client whose answer is written over time. */
export interface ReplyStream {
  /** Never throws; what a closed answer is given is lost. */
  write(chunk: string | Uint8Array): void;
  /** Bytes given but not yet taken by the network. A writer that does not look at it grows without bound. */
  readonly backlogBytes: number;
  end(): void;
}

/** A WebSocket route. No compression; text and binary frames. */
export interface SocketRoute {
  readonly path: string;
  readonly role: Role;
  /** Longest message a client may send, in bytes; 64 KiB where nothing is said. */
  readonly maxMessageBytes?: number;
  /** The same for clients that may only watch, where the rest may send more. */
  readonly maxViewerMessageBytes?: number;
  /** How many at a time; 200 where nothing is said. More are refused with 503. */
  readonly most?: number;
  /** The socket is open. Its `error` events are handled, dead peers are found by pings; `close` always comes. */
  accept(socket: WebSocket, call: UpgradeCall): void;
}

/** One WebSocket's request, let in. */
export type UpgradeCall = Pick<HttpCall, 'params' | 'query' | 'headers' | 'access' | 'remoteAddress'>;

/** A request that cannot be done, with the status that says so. Its text goes to the client, see `faultReply`. */
export class HttpFault extends Error {
  readonly status: number;
  readonly text: Text;

  constructor(status: number, text: Text) {
    super(english(text));
    this.status = status;
    this.text = text;
  }
}

/** An answer that says what is wrong: `error` in English, and the message itself for those who have their own words. */
export function faultReply(status: number, text: Text): HttpReply {
  const { id, params } = text;
  return jsonReply({ error: english(text), id, params }, status);
}

/** As `faultReply`, with what to try. */
export function adviceReply(status: number, advice: Advice): HttpReply {
  const { message, tip } = advice;
  return jsonReply({ error: english(message), tip: english(tip), advice }, status);
}

/** An answer of JSON. */
export function jsonReply(value: unknown, status = 200): HttpReply {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}
