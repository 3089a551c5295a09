import { text } from '../texts/text';
import { parseAmqpUrl } from './amqp-url';
import { parsed } from './flag';
import { STATION, settingsIn } from './setting';

const ALLOWED_URL = text('allowed.amqpUrl');

/** A broker's URL. It may hold a password: every setting of it is `secret`. */
export const amqpUrlKind = parsed('URL', ALLOWED_URL, (value) => (parseAmqpUrl(value) ? value : undefined));

/** What a station may be called: it is part of its streams' ids. */
export function isStationName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(name);
}

/** Settings of sharing streams with other stations, for every command that has a station. */
export const BROKER_FLAGS = settingsIn('broker', STATION, {
  broker: {
    label: 'setting.broker',
    kind: amqpUrlKind,
    secret: true,
    description: 'setting.broker.about',
  },
  stationName: {
    label: 'setting.stationName',
    kind: parsed('NAME', text('allowed.stationName'), (value) => (isStationName(value) ? value : undefined)),
    description: 'setting.stationName.about',
  },
});
