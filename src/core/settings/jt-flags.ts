import { type Flag, type FlagKind, optional, port, repeatable, text, toggle } from './flag';
import type { Given } from './values';

const IP_PATTERN = /^[0-9a-fA-F:.]{2,45}$/;
const HOST_PATTERN = /^[^\s/?#@[\]]{1,100}$/;
const TERMINAL_PATTERN = /^(\d{1,20})(?:=([\x21-\x7e]{4,64}))?$/;

/** A terminal that may come, and the code that it must show. */
export interface JtTerminal {
  readonly phone: string;
  readonly code?: string;
}

const terminalKind: FlagKind<JtTerminal> = {
  ...text<JtTerminal>('PHONE[=CODE]', 'a phone number, and the code of 4 to 64 letters that it must show', (value) => {
    const match = TERMINAL_PATTERN.exec(value);
    return match ? { phone: match[1]!, ...(match[2] !== undefined && { code: match[2] }) } : undefined;
  }),
  secret: true,
};

/** How dash cams (JT/T 808 and 1078) come in, for every command that has a station. */
export const JT_FLAGS = {
  jt: {
    kind: toggle,
    description: 'Let dash cams dial in (JT/T 808 and 1078). Nobody is let in who is not named, see --jt-terminal.',
    fallback: false,
  },
  jtListen: {
    kind: text('ADDR', 'an IP address of this machine, such as 127.0.0.1 or 0.0.0.0', (value) =>
      IP_PATTERN.test(value) ? value : undefined,
    ),
    description: 'Address on which dash cams are awaited.',
    fallback: '127.0.0.1',
  },
  jtPort: {
    kind: port(true),
    description: 'TCP port for their signalling and media. With --jt also TCP_PORT of the environment.',
    fallback: 7611,
  },
  jtUdpPort: {
    kind: port(true),
    description: 'UDP port for their media. With --jt also UDP_PORT of the environment.',
    fallback: 6611,
  },
  jtPlaybackPort: {
    kind: port(true),
    description: 'TCP and UDP port for what dash cams play back from their own storage.',
    fallback: 7612,
  },
  jtAdvertise: {
    kind: optional(
      text('ADDR', 'a host name or an IP address', (value) => (HOST_PATTERN.test(value) ? value : undefined)),
    ),
    description:
      'Where dash cams are told to send their media. Without it: the address at which they reached this machine.',
    fallback: undefined,
  },
  jtTerminals: {
    kind: { ...repeatable(terminalKind, 10_000), secret: true },
    flag: 'jt-terminal',
    description:
      'A dash cam that may come, by its phone number; may be given again and again. With a code it must show that one; without, it is given one when it first registers.',
    fallback: [],
  },
  jtAcceptNew: { kind: toggle, description: 'Let in dash cams that nobody has named, too.', fallback: false },
} as const satisfies Record<string, Flag<unknown>>;

/** A port of the environment, as the camera server of old read it. */
function portOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined;
}

/**
 * What the environment says where nobody says more: `TCP_PORT` and `UDP_PORT`, and for a gateway `API_PORT`. Their names are
 * such that others use them too: they count only where dash cams are let in.
 *
 * @param isGateway the command listens where it always does, so `API_PORT` is its port
 */
export function jtEnvironment(variables: Readonly<Record<string, string | undefined>>, isGateway: boolean): Given {
  const given = new Map<string, unknown>();
  const [tcp, udp, api] = [variables.TCP_PORT, variables.UDP_PORT, variables.API_PORT].map(portOf);
  if (tcp !== undefined) given.set('jtPort', tcp);
  if (udp !== undefined) given.set('jtUdpPort', udp);
  if (isGateway && api !== undefined) given.set('listen', { address: '127.0.0.1', port: api });
  return given;
}
