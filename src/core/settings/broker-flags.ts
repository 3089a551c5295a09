import { parseAmqpUrl } from './amqp-url';
import { type Flag, type FlagKind, optional, text } from './flag';

const ALLOWED_URL = "a RabbitMQ's URL, such as amqp://user:password@host/vhost";

/** A broker's URL. It may hold a password, so that what is refused is not repeated. */
export const amqpUrlKind: FlagKind<string> = {
  ...text('URL', ALLOWED_URL, (value) => (parseAmqpUrl(value) ? value : undefined)),
  secret: true,
};

/** What a station may be called: it is part of its streams' ids. */
export function isStationName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(name);
}

/** Settings of sharing streams with other stations, for every command that has a station. */
export const BROKER_FLAGS = {
  broker: {
    kind: optional(amqpUrlKind),
    description:
      'Share streams with other stations over this RabbitMQ, as amqp://user:password@host/vhost. GROUNDGLASS_BROKER says the same with no password on the command line.',
    fallback: undefined,
  },
  stationName: {
    kind: optional(
      text('NAME', 'letters, digits, “.”, “_” and “-”, 40 at most', (value) =>
        isStationName(value) ? value : undefined,
      ),
    ),
    description: "What other stations know this one as; no two at one broker alike. Without it: this machine's name.",
    fallback: undefined,
  },
} as const satisfies Record<string, Flag<unknown>>;
