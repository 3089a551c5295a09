import os from 'node:os';
import { BROKER_FLAGS, isStationName } from '#core/settings/broker-flags';
import { readAmqpSetting } from '../../amqp/amqp-setting';
import { service } from '../../extension/service';
import { BROKER, Broker } from './broker';
import { brokerModule } from './routes';

/** Shares the station's streams with other stations, where the settings or the environment name a broker. */
export const brokerService = service({
  id: 'broker',
  flags: BROKER_FLAGS,
  closes: 'writers',
  routes: [brokerModule],
  start({ hub, log, provide }, settings) {
    // not shown: in a log line
    const named = { value: settings.broker, variable: 'GROUNDGLASS_BROKER', otherwise: 'nothing is shared' };
    const url = readAmqpSetting(named, log);
    if (!url) return undefined;
    const broker = new Broker({ hub, log, url, name: settings.stationName ?? machineName() });
    provide(BROKER, broker);
    return broker;
  },
});

/** This machine's name, as far as a station may be called so. */
function machineName(): string {
  const name = os
    .hostname()
    .replace(/[^\p{L}\p{N}._-]/gu, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 40);
  return isStationName(name) ? name : 'station';
}
