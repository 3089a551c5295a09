import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/**
 * What names this program on its network for good: the same at each start and at each address, without a file of ours. Made
 * of the system's own id, which is not to be seen by others, so of a keyed hash of it (machine-id(5)); of the machine's name
 * where the system has no such file.
 *
 * @param what tells two programs of one machine apart: `host 8000`
 * @returns 12 hexadecimal digits
 */
export function instanceId(what: string): string {
  return createHmac('sha256', machineSecret()).update(`groundglass ${what}`).digest('hex').slice(0, 12);
}

function machineSecret(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim() || os.hostname();
  } catch {
    return os.hostname();
  }
}
