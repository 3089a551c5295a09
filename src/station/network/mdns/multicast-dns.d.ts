/** The part of the library that `multicast.ts` uses; it comes without types. */
declare module 'multicast-dns' {
  import type { Socket } from 'node:dgram';

  interface Question {
    readonly name: string;
    readonly type: string;
  }
  interface Answer extends Question {
    readonly ttl?: number;
    readonly flush?: boolean;
    readonly data?: unknown;
  }
  interface Packet {
    readonly questions: readonly Question[];
    readonly answers: readonly Answer[];
    readonly additionals: readonly Answer[];
  }
  interface From {
    readonly address: string;
    readonly port: number;
  }
  interface MulticastDns {
    on(event: 'query' | 'response', listener: (packet: Packet, from: From) => void): this;
    on(event: 'error' | 'warning', listener: (error: Error) => void): this;
    on(event: 'ready', listener: () => void): this;
    query(questions: readonly Question[], done?: (error?: Error | null) => void): void;
    respond(message: { readonly answers: readonly Answer[] }, done?: (error?: Error | null) => void): void;
    destroy(done?: () => void): void;
  }
  export default function multicastDns(options: {
    readonly socket: Socket;
    readonly interface: string;
    readonly bind: string;
    readonly ip: string;
    readonly type: 'udp4' | 'udp6';
    readonly port?: number;
  }): MulticastDns;
}
