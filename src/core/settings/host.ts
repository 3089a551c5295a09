import { text } from './flag';

const HOST_PATTERN = /^[^\s/?#@:[\]]{1,253}$|^(?=[^:]*:[^:]*:)[0-9a-fA-F:.]{2,45}(%[^\s/?#@]+)?$/;

/** A host name or an IP address: no port, no scheme. */
export const hostKind = text('ADDR', 'a host name or an IP address, with no port', (value) =>
  HOST_PATTERN.test(value) ? value : undefined,
);
