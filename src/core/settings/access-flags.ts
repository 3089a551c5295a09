import { parseEndpoint } from './endpoint';
import { type Flag, optional, repeatable, text, toggle } from './flag';

const NAME_PATTERN = /^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?)*$/;

/** Where a gateway listens. */
export const listenKind = text(
  'ADDR:PORT',
  'an address and a port, such as 127.0.0.1:3000 or 0.0.0.0:3000 (port 0: any free one)',
  parseEndpoint,
);

const filePath = text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined));

/** How a gateway that other machines can reach is reached, for every command that has one. */
export const ACCESS_FLAGS = {
  publicNames: {
    kind: repeatable(
      text('NAME', 'a DNS name with no port', (value) =>
        value.length <= 253 && NAME_PATTERN.test(value) ? value : undefined,
      ),
    ),
    flag: 'public-name',
    description: 'A name under which other machines reach the gateway, besides its own; may be given again and again.',
    fallback: [],
  },
  tls: {
    kind: toggle,
    description: 'Serve HTTPS with a certificate that is made for this machine and kept; its fingerprint is printed.',
    fallback: false,
  },
  tlsCert: {
    kind: optional(filePath),
    description: 'Serve HTTPS with this certificate (PEM, with its chain).',
    fallback: undefined,
  },
  tlsKey: { kind: optional(filePath), description: 'The key of --tls-cert (PEM).', fallback: undefined },
} as const satisfies Record<string, Flag<unknown>>;
