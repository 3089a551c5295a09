import os from 'node:os';
import { DISCOVERY_FLAGS } from '#core/settings/discovery-flags';
import { isLoopback } from '#core/settings/endpoint';
import { ADVERTISER } from '../../extension/advertiser';
import { service } from '../../extension/service';
import { advertise } from '../../network/mdns/advertise';
import { Browser } from '../../network/mdns/browse';
import { instanceId } from '../../network/mdns/instance-id';
import { LOOKOUT, Lookout } from './lookout';
import { foundHandler } from './topic';

/** Tells the network where this station serves others, and finds hosts and other stations on it for those who look. */
export const discoveryService = service({
  id: 'discovery',
  flags: DISCOVERY_FLAGS,
  closes: 'listeners',
  topics: [foundHandler],
  start({ log, version, provide }, { noAdvertise }) {
    const own = new Set<string>();
    const lookout = new Lookout({
      browse: (onChange) => new Browser((line) => log.info(line), onChange),
      isOwn: (id) => own.has(id),
    });
    provide(LOOKOUT, lookout);
    provide(ADVERTISER, {
      tell({ address, port, needsToken, isSecure }) {
        if (noAdvertise || isLoopback(address)) return undefined;
        // not shown: a word of an id
        const id = instanceId(`station ${port}`);
        own.add(id);
        const about = { kind: 'station', id, name: os.hostname(), version, needsToken, isSecure } as const;
        const advertised = advertise({ ...about, gatewayPort: port }, address, (line) => log.warn(line));
        return () => advertised.stop();
      },
    });
    return { close: () => lookout.close() };
  },
});
