import { text } from './flag';

const IP_PATTERN = /^[0-9a-fA-F:.]{2,45}$/;

/** An IP address of this machine to listen on. */
export const listenAddress = text('ADDR', 'an IP address of this machine, such as 127.0.0.1 or 0.0.0.0', (value) =>
  IP_PATTERN.test(value) ? value : undefined,
);
