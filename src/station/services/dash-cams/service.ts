import os from 'node:os';
import path from 'node:path';
import { reasonOf } from '#core/reason-of';
import { formatEndpoint } from '#core/settings/endpoint';
import { JT_FLAGS } from '#core/settings/jt-flags';
import { RECORD_FLAGS } from '#core/settings/record-flags';
import { text } from '#core/texts/text';
import { type RunningService, type ServiceContext, service } from '../../extension/service';
import { ATTACHMENTS } from '../../sources/accept/jt/attachment-request';
import { FLEET } from '../../sources/accept/jt/fleet';
import { type JtOptions, type JtServer, openToDashCams } from '../../sources/accept/jt/jt-server';
import { vehiclesModule } from './routes';
import { TerminalCodes } from './terminal-codes';
import { fleetHandler } from './topic';
import { VehicleFiles, type VehicleFilesOptions } from './vehicle-files';

/** Where files go, and how many. */
const { recordings, recordingsMode, recordReserve } = RECORD_FLAGS;

/** Lets dash cams dial in where the settings say so. */
export const dashCamService = service({
  id: 'dash-cams',
  flags: { ...JT_FLAGS, recordings, recordingsMode, recordReserve },
  closes: 'listeners',
  topics: [fleetHandler],
  routes: [vehiclesModule],
  start(context, settings) {
    const { jtListen: listen, jtPort, jtUdpPort, jtPlaybackPort, jtAdvertise, jtTerminals, jtAcceptNew } = settings;
    if (!settings.jt) return undefined;
    const ports = { tcpPort: jtPort, udpPort: jtUdpPort, playbackPort: jtPlaybackPort };
    const options = {
      ...{ listen, ...ports, advertise: jtAdvertise, listed: jtTerminals, acceptsNew: jtAcceptNew },
      alarmFiles: settings.jtAlarmFiles,
    };
    const root = settings.recordings ?? path.join(os.homedir(), 'Videos', 'Groundglass');
    const files = {
      folder: path.resolve(settings.jtFiles ?? path.join(root, 'dash-cams')),
      mode: settings.recordingsMode,
      quotaBytes: settings.jtFilesQuota,
      reserveBytes: settings.recordReserve,
    };
    return startDashCams(context, { ...options, keepIn: files }, (server) => {
      const tcp = formatEndpoint({ address: listen, port: server.tcpPort });
      const known = jtAcceptNew ? 0 : jtTerminals.length;
      context.say(text('service.dashCams', { tcp, udp: server.udpPort, known }));
    });
  },
});

/** As the way in has them, and where its files are kept; absent: there are none. */
export interface DashCamOptions extends Omit<JtOptions, 'files'> {
  readonly keepIn?: Omit<VehicleFilesOptions, 'log'>;
}

/** The service with settings of another kind than flags. @param opened called once it listens */
export function startDashCams(
  context: ServiceContext,
  { keepIn, ...options }: DashCamOptions,
  opened: (server: JtServer) => void,
): RunningService {
  const codes = context.folder === undefined ? undefined : new TerminalCodes(context.folder, context.log);
  const files = keepIn && new VehicleFiles({ ...keepIn, log: context.log });
  let server: JtServer | undefined;
  let withdraw: (() => void) | undefined;
  return {
    async listen() {
      await files?.read();
      server = await openToDashCams(context, {
        ...options,
        files,
        ...(codes && { kept: codes.read(), keep: (terminals) => codes.save(terminals) }),
      }).catch((error: unknown) => {
        const reason = reasonOf(error);
        throw new Error(`cannot await dash cams: ${reason}; choose other --jt ports`);
      });
      const withdrawals = [context.provide(FLEET, server.fleet), context.provide(ATTACHMENTS, server.attachments)];
      withdraw = () => {
        for (const one of withdrawals) one();
      };
      opened(server);
    },
    retryNow: (stream) => server?.fleet.retryNow(stream),
    async close() {
      withdraw?.();
      await server?.close();
      await codes?.saved();
      await files?.written();
    },
  };
}
