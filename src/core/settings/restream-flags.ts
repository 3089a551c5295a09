import { listenAddress } from './address';
import { type Flag, optional, port, text } from './flag';

/** Settings of the re-stream, for every command that has a station. */
export const RESTREAM_FLAGS = {
  restreamVideo: {
    kind: optional(port(true)),
    description: 'Offer a stream on this TCP port as a Pi does, to any number of clients: raw H.264. 0: any free port.',
    fallback: undefined,
  },
  restreamTelemetry: {
    kind: optional(port(true)),
    description: "Offer the stream's telemetry on this TCP port as a Pi does: Socket.IO. 0: any free port.",
    fallback: undefined,
  },
  restreamStream: {
    kind: optional(text('ID', "a stream's id, name or URL", (value) => (value.length > 0 ? value : undefined))),
    description: 'Which stream is offered so, by its id, name or URL. Without it: the first.',
    fallback: undefined,
  },
  restreamListen: {
    kind: listenAddress,
    description:
      'Address on which it is offered. These clients know no token: on any other than loopback, whoever reaches it watches.',
    fallback: '127.0.0.1',
  },
} as const satisfies Record<string, Flag<unknown>>;
