import { reasonOf } from '#core/reason-of';
import { formatEndpoint, isLoopback } from '#core/settings/endpoint';
import { REMOTE_CAMERA_FLAGS } from '#core/settings/remote-camera-flags';
import { text } from '#core/texts/text';
import { APPROVALS } from '../../approvals/approvals';
import { service } from '../../extension/service';
import { ownAddresses } from '../../network/addresses';
import { PHONES, PhoneEndpoint } from '../../sources/accept/remote-camera/phone-endpoint';
import { type RemoteCamera, startRemoteCamera } from '../../sources/accept/remote-camera/remote-camera';
import { phonesHandler } from './topic';

/** Lets phones come where the settings say so. */
export const phonesService = service({
  id: 'phones',
  flags: REMOTE_CAMERA_FLAGS,
  closes: 'listeners',
  topics: [phonesHandler],
  start({ hub, log, showDamaged, get, provide, say }, settings) {
    const { remoteCameraPort: port, remoteCameraListen: address, remoteCameraCode: pairingCode } = settings;
    const approvals = get(APPROVALS);
    if (port === undefined || !approvals) return undefined;
    const endpoint = new PhoneEndpoint();
    provide(PHONES, endpoint);
    let camera: RemoteCamera | undefined;
    return {
      async listen() {
        const acceptNew = settings.remoteCameraAcceptNew;
        const options = {
          hub,
          log,
          approvals,
          showDamaged,
          address,
          port,
          acceptNew,
          pairingCode,
          isAdvertised: !isLoopback(address),
          onCount: (connected: number) => endpoint.count(connected),
        };
        camera = await startRemoteCamera(options).catch((error: unknown) => {
          const reason = reasonOf(error);
          throw new Error(`cannot let phones come: ${reason}; choose another --remote-camera-port`);
        });
        const { port: taken, service: name } = camera;
        endpoint.become({
          hosts: [...ownAddresses(address)],
          port: taken,
          service: name,
          connected: 0,
          asks: !acceptNew,
          hasCode: pairingCode !== undefined,
        });
        say(text('service.phones', { where: formatEndpoint({ address, port: taken }) }));
      },
      async close() {
        endpoint.become(undefined);
        await camera?.close();
      },
    };
  },
});
