import { type AmqpUrl, parseAmqpUrl } from '#core/settings/amqp-url';
import type { Log } from '../log';

/** Where a RabbitMQ is named: by a setting, or by an environment variable, since a command line must not hold a password. */
export interface AmqpSetting {
  /** Before the variable. */
  readonly value: string | undefined;
  readonly variable: string;
  /** What is not done where the URL makes no sense, for the log. */
  readonly otherwise: string;
}

/** @returns `undefined` where none is named, or by what is no URL: then the log says so */
export function readAmqpSetting({ value, variable, otherwise }: AmqpSetting, log: Log): AmqpUrl | undefined {
  const text = value ?? process.env[variable];
  if (text === undefined || text === '') return undefined;
  const url = parseAmqpUrl(text);
  if (!url) log.error(`${variable} is no URL of a RabbitMQ, such as amqp://user:password@host/vhost: ${otherwise}`);
  return url;
}
