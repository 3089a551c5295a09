import { text } from '../texts/text';
import { bytesKind } from './bytes-kind';
import { parsed, port, repeatable, toggle } from './flag';
import { STATION, settingsIn } from './setting';
import type { Given } from './values';

const IP_PATTERN = /^[0-9a-fA-F:.]{2,45}$/;
const HOST_PATTERN = /^[^\s/?#@[\]]{1,100}$/;
const TERMINAL_PATTERN = /^([0-9a-fA-F]{1,20})(?:=([\x21-\x7e]{4,64}))?$/;

/** A terminal that may come, and the code that it must show. */
export interface JtTerminal {
  readonly phone: string;
  readonly code?: string;
}

const terminalKind = parsed<JtTerminal>('PHONE[=CODE]', text('allowed.terminal'), (value) => {
  const match = TERMINAL_PATTERN.exec(value);
  return match ? { phone: match[1]!, ...(match[2] !== undefined && { code: match[2] }) } : undefined;
});

/** How dash cams (JT/T 808 and 1078) come in, for every command that has a station. */
export const JT_FLAGS = settingsIn('dashcams', STATION, {
  jt: {
    label: 'setting.jt',
    kind: toggle,
    description: 'setting.jt.about',
    default: false,
  },
  jtListen: {
    label: 'setting.jtListen',
    kind: parsed('ADDR', text('allowed.ownAddress'), (value) => (IP_PATTERN.test(value) ? value : undefined)),
    description: 'setting.jtListen.about',
    default: '127.0.0.1',
  },
  jtPort: {
    label: 'setting.jtPort',
    kind: port(true),
    description: 'setting.jtPort.about',
    default: 7611,
  },
  jtUdpPort: {
    label: 'setting.jtUdpPort',
    kind: port(true),
    description: 'setting.jtUdpPort.about',
    default: 6611,
  },
  jtPlaybackPort: {
    label: 'setting.jtPlaybackPort',
    kind: port(true),
    description: 'setting.jtPlaybackPort.about',
    default: 7612,
  },
  jtAdvertise: {
    label: 'setting.jtAdvertise',
    kind: parsed('ADDR', text('allowed.hostOrAddress'), (value) => (HOST_PATTERN.test(value) ? value : undefined)),
    description: 'setting.jtAdvertise.about',
  },
  jtTerminals: {
    label: 'setting.jtTerminals',
    kind: repeatable(terminalKind, 10_000),
    secret: true,
    flag: 'jt-terminal',
    description: 'setting.jtTerminals.about',
    default: [],
  },
  jtAcceptNew: {
    label: 'setting.jtAcceptNew',
    kind: toggle,
    description: 'setting.jtAcceptNew.about',
    default: false,
  },
  jtFiles: {
    label: 'setting.jtFiles',
    kind: parsed('DIR', text('allowed.folder'), (value) => (value.length > 0 ? value : undefined)),
    description: 'setting.jtFiles.about',
  },
  jtFilesQuota: {
    label: 'setting.jtFilesQuota',
    unit: 'B',
    kind: bytesKind,
    description: 'setting.jtFilesQuota.about',
    default: 2 ** 30,
  },
  jtAlarmFiles: {
    label: 'setting.jtAlarmFiles',
    kind: toggle,
    description: 'setting.jtAlarmFiles.about',
    default: false,
  },
});

/** A port of the environment, as the camera server of old read it. */
function portOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : undefined;
}

/**
 * What the environment says by default: `TCP_PORT` and `UDP_PORT`, and for a gateway `API_PORT`. Their names are
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
