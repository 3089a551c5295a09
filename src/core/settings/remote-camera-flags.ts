import { listenAddress } from './address';
import { type Flag, optional, port, text, toggle } from './flag';

/** Settings of phones that dial in as cameras, for every command that has a station. */
export const REMOTE_CAMERA_FLAGS = {
  remoteCameraPort: {
    kind: optional(port(true)),
    description:
      'Let phones with the remote-camera application come to this TCP port (5757 is theirs by default; 0: any free one). A person is asked about each that is new.',
    fallback: undefined,
  },
  remoteCameraListen: {
    kind: listenAddress,
    description: 'Address on which phones are let come. On any but loopback the network is told of it by mDNS.',
    fallback: '0.0.0.0',
  },
  remoteCameraAcceptNew: {
    kind: toggle,
    description: 'Let every phone in that comes, and ask nobody.',
    fallback: false,
  },
  remoteCameraCode: {
    kind: optional(
      text('CODE', 'a code of 4 to 64 characters', (value) =>
        value.length >= 4 && value.length <= 64 ? value : undefined,
      ),
    ),
    description:
      'Let in, without asking, a phone that gives this code; best kept in the settings file, since other users of this machine can read command lines.',
    fallback: undefined,
  },
} as const satisfies Record<string, Flag<unknown>>;
