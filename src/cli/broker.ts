import os from 'node:os';
import { parseAmqpUrl } from '#core/settings/amqp-url';
import { type BROKER_FLAGS, isStationName } from '#core/settings/broker-flags';
import type { ValuesOf } from '#core/settings/values';
import { Broker } from '#station/broker/broker';
import type { Station } from '#station/station';

/** Says what `--broker` says, where a command line must not hold a password. */
const VARIABLE = 'GROUNDGLASS_BROKER';

/** Shares the station's streams where the settings or the environment name a broker. */
export function openBroker(
  { hub, log }: Station,
  { broker, stationName }: ValuesOf<typeof BROKER_FLAGS>,
): Broker | undefined {
  const text = broker ?? process.env[VARIABLE];
  if (text === undefined || text === '') return undefined;
  const url = parseAmqpUrl(text);
  if (!url) {
    log.error(`${VARIABLE} is no URL of a RabbitMQ, such as amqp://user:password@host/vhost: nothing is shared`);
    return undefined;
  }
  return new Broker({ hub, log, url, name: stationName ?? machineName() });
}

/** This machine's name, as far as a station may be called so. */
function machineName(): string {
  const name = os
    .hostname()
    .replace(/[^\p{L}\p{N}._-]/gu, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 40);
  return isStationName(name) ? name : 'station';
}
