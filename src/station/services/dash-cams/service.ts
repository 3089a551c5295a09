import { reasonOf } from '#core/reason-of';
import { formatEndpoint } from '#core/settings/endpoint';
import { JT_FLAGS } from '#core/settings/jt-flags';
import { text } from '#core/texts/text';
import { type RunningService, type ServiceContext, service } from '../../extension/service';
import { FLEET } from '../../sources/accept/jt/fleet';
import { type JtOptions, type JtServer, openToDashCams } from '../../sources/accept/jt/jt-server';
import { vehiclesModule } from './routes';
import { TerminalCodes } from './terminal-codes';
import { fleetHandler } from './topic';

/** Lets dash cams dial in where the settings say so. */
export const dashCamService = service({
  id: 'dash-cams',
  flags: JT_FLAGS,
  closes: 'listeners',
  topics: [fleetHandler],
  routes: [vehiclesModule],
  start(context, settings) {
    const { jtListen: listen, jtPort, jtUdpPort, jtPlaybackPort, jtAdvertise, jtTerminals, jtAcceptNew } = settings;
    if (!settings.jt) return undefined;
    const ports = { tcpPort: jtPort, udpPort: jtUdpPort, playbackPort: jtPlaybackPort };
    const options = { listen, ...ports, advertise: jtAdvertise, listed: jtTerminals, acceptsNew: jtAcceptNew };
    return startDashCams(context, options, (server) => {
      const tcp = formatEndpoint({ address: listen, port: server.tcpPort });
      const known = jtAcceptNew ? 0 : jtTerminals.length;
      context.say(text('service.dashCams', { tcp, udp: server.udpPort, known }));
    });
  },
});

/** The service with settings of another kind than flags. @param opened called once it listens */
export function startDashCams(
  context: ServiceContext,
  options: JtOptions,
  opened: (server: JtServer) => void,
): RunningService {
  const codes = context.folder === undefined ? undefined : new TerminalCodes(context.folder, context.log);
  let server: JtServer | undefined;
  let withdraw: (() => void) | undefined;
  return {
    async listen() {
      server = await openToDashCams(context, {
        ...options,
        ...(codes && { kept: codes.read(), keep: (terminals) => codes.save(terminals) }),
      }).catch((error: unknown) => {
        const reason = reasonOf(error);
        throw new Error(`cannot await dash cams: ${reason}; choose other --jt ports`);
      });
      withdraw = context.provide(FLEET, server.fleet);
      opened(server);
    },
    retryNow: (stream) => server?.fleet.retryNow(stream),
    async close() {
      withdraw?.();
      await server?.close();
      await codes?.saved();
    },
  };
}
