import { formatEndpoint } from '#core/settings/endpoint';
import { openToDashCams } from '#station/sources/jt/jt-server';
import type { StartService } from './service';

/** Lets dash cams dial in where the settings say so. */
export const dashCamService: StartService = async (station, settings) => {
  const { jt, jtListen: listen, jtPort, jtUdpPort, jtPlaybackPort, jtAdvertise, jtTerminals, jtAcceptNew } = settings;
  if (!jt) return undefined;
  try {
    const server = await openToDashCams(station, {
      ...{ listen, tcpPort: jtPort, udpPort: jtUdpPort, playbackPort: jtPlaybackPort, advertise: jtAdvertise },
      ...{ listed: jtTerminals, acceptsNew: jtAcceptNew },
    });
    const tcp = formatEndpoint({ address: listen, port: server.tcpPort });
    const who = jtAcceptNew ? 'any' : `${jtTerminals.length} named`;
    process.stdout.write(`Dash cams may dial in at ${tcp} (TCP), media also at UDP ${server.udpPort}; ${who}\n`);
    return server;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot await dash cams: ${reason}; choose other --jt ports`);
  }
};
