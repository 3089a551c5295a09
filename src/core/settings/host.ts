import { text } from '../texts/text';
import { parsed } from './flag';

const HOST_PATTERN = /^[^\s/?#@:[\]]{1,253}$|^(?=[^:]*:[^:]*:)[0-9a-fA-F:.]{2,45}(%[^\s/?#@]+)?$/;

/** A host name or an IP address: no port, no scheme. */
export const hostKind = parsed('ADDR', text('allowed.host'), (value) => (HOST_PATTERN.test(value) ? value : undefined));
