/** A RabbitMQ and how to enter it: `amqp[s]://[user[:password]@]host[:port][/vhost]`. */
export interface AmqpUrl {
  readonly tls: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
  /** What may be shown and logged: no user and no password. */
  readonly where: string;
}

const PATTERN =
  /^(amqps?):\/\/(?:([^\s:@/]*)(?::([^\s@/]*))?@)?(\[[0-9a-f:.]+\]|[^\s/?#@:[\]]+)(?::(\d{1,5}))?(?:\/([^\s/?#]*))?$/i;
const USUAL_PORTS = { amqp: 5672, amqps: 5671 } as const;

/** Reads a broker's URL; what it leaves out is as RabbitMQ has it: user and password `guest`, virtual host `/`. */
export function parseAmqpUrl(text: string): AmqpUrl | undefined {
  const match = text.length <= 1000 ? PATTERN.exec(text) : null;
  if (!match) return undefined;
  const scheme = match[1]?.toLowerCase() === 'amqps' ? 'amqps' : 'amqp';
  const port = match[5] === undefined ? USUAL_PORTS[scheme] : Number(match[5]);
  const [user, password, vhost] = [match[2] || 'guest', match[3] ?? 'guest', match[6] || '/'].map(decoded);
  if (port < 1 || port > 65535 || user === undefined || password === undefined || vhost === undefined) return undefined;
  const address = (match[4] ?? '').toLowerCase();
  return {
    tls: scheme === 'amqps',
    port,
    user,
    password,
    vhost,
    host: address.replace(/^\[|\]$/g, ''),
    where: `${scheme}://${address}:${port}/${vhost === '/' ? '' : vhost}`,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
