import { text } from '../texts/text';
import { parsed } from './flag';

const IP_PATTERN = /^[0-9a-fA-F:.]{2,45}$/;

/** An IP address of this machine to listen on. */
export const listenAddress = parsed('ADDR', text('allowed.ownAddress'), (value) =>
  IP_PATTERN.test(value) ? value : undefined,
);
