import { text } from '../texts/text';
import { listenAddress } from './address';
import { parsed, port, toggle } from './flag';
import { STATION, settingsIn } from './setting';

/** Settings of phones that dial in as cameras, for every command that has a station. */
export const REMOTE_CAMERA_FLAGS = settingsIn('phones', STATION, {
  remoteCameraPort: {
    label: 'setting.remoteCameraPort',
    kind: port(true),
    description: 'setting.remoteCameraPort.about',
  },
  remoteCameraListen: {
    label: 'setting.remoteCameraListen',
    kind: listenAddress,
    description: 'setting.remoteCameraListen.about',
    default: '0.0.0.0',
  },
  remoteCameraAcceptNew: {
    label: 'setting.remoteCameraAcceptNew',
    kind: toggle,
    description: 'setting.remoteCameraAcceptNew.about',
    default: false,
  },
  remoteCameraCode: {
    label: 'setting.remoteCameraCode',
    secret: true,
    kind: parsed('CODE', text('allowed.pairingCode'), (value) =>
      value.length >= 4 && value.length <= 64 ? value : undefined,
    ),
    description: 'setting.remoteCameraCode.about',
  },
});
