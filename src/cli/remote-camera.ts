import { formatEndpoint, isLoopback } from '#core/settings/endpoint';
import type { REMOTE_CAMERA_FLAGS } from '#core/settings/remote-camera-flags';
import type { ValuesOf } from '#core/settings/values';
import { ownAddresses } from '#station/gateway/addresses';
import { startRemoteCamera } from '#station/sources/remote-camera/remote-camera';
import type { Station } from '#station/station';
import type { Service } from './service';

type RemoteCameraSettings = ValuesOf<typeof REMOTE_CAMERA_FLAGS>;

/** Lets phones come where the settings say so. Rejects with what to tell the person. */
export async function remoteCameraService(
  station: Station,
  settings: RemoteCameraSettings,
): Promise<Service | undefined> {
  const { remoteCameraPort: port, remoteCameraListen: address } = settings;
  if (port === undefined) return undefined;
  const { hub, log, approvals, showDamaged, phones } = station;
  try {
    const camera = await startRemoteCamera({
      ...{ hub, log, approvals, showDamaged, address, port },
      acceptNew: settings.remoteCameraAcceptNew,
      pairingCode: settings.remoteCameraCode,
      isAdvertised: !isLoopback(address),
      onCount: (connected) => phones.count(connected),
    });
    const { port: taken, service } = camera;
    phones.become({
      ...{ hosts: [...ownAddresses(address)], port: taken, service, connected: 0 },
      asks: !settings.remoteCameraAcceptNew,
      hasCode: settings.remoteCameraCode !== undefined,
    });
    process.stdout.write(`Phones may come to ${formatEndpoint({ address, port: taken })}\n`);
    return {
      async close() {
        phones.become(undefined);
        await camera.close();
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot let phones come: ${reason}; choose another --remote-camera-port`);
  }
}
