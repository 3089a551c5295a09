import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Multicast } from './multicast';

/** Names that no server knows (RFC 6762, 3). */
const LOCAL = /^[^.]{1,63}\.local\.?$/i;
const ASK_EVERY_MS = 500;
const PATIENCE_MS = 3000;

/**
 * As the system's `lookup`. A name that ends in `.local` is asked of the network too, since not every system does: the first
 * answer counts. Each attempt asks anew, so that a host is found again at another address.
 */
export const lookupLocal: LookupFunction = (hostname, options, callback) => {
  if (!LOCAL.test(hostname)) return dns.lookup(hostname, options, callback);
  const system = dns.promises.lookup(hostname, { ...options, all: true });
  const asked = new AbortController();
  Promise.any([system, askNetwork(hostname, asked.signal)])
    .then(
      (all) => {
        const [first] = all;
        if (options.all) callback(null, all);
        else callback(null, first?.address ?? '', first?.family);
      },
      () => callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), ''),
    )
    .finally(() => asked.abort());
};

/** Rejects where nobody answers in time. */
async function askNetwork(hostname: string, signal: AbortSignal): Promise<LookupAddress[]> {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  const multicast = new Multicast({ onTrouble: () => undefined });
  let asking: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;
  try {
    return await new Promise<LookupAddress[]>((resolve, reject) => {
      const give = () => reject(new Error(`no answer for ${name}`));
      signal.addEventListener('abort', give, { once: true });
      patience = setTimeout(give, PATIENCE_MS);
      multicast.onAnswer(({ what, from }) => {
        const isOf = what.some((record) => isAddressOf(record.type, record.name, name) && (record.ttl ?? 0) > 0);
        const own = what.flatMap(({ type, name: of, data }) =>
          isAddressOf(type, of, name) && typeof data === 'string' ? [data] : [],
        );
        // One that speaks for itself is where it speaks from; another's answer, as Avahi's for its machine, says where.
        const address = own.includes(from) || from.startsWith('fe80:') ? from : own.find((one) => isIP(one) !== 0);
        if (isOf && address) resolve([{ address, family: isIP(address.split('%')[0] ?? '') }]);
      });
      const ask = () =>
        multicast.query([
          { name, type: 'A' },
          { name, type: 'AAAA' },
        ]);
      asking = setInterval(ask, ASK_EVERY_MS);
      multicast.onJoined(ask);
      ask();
    });
  } finally {
    clearInterval(asking);
    clearTimeout(patience);
    await multicast.close();
  }
}

function isAddressOf(type: string, of: string, name: string): boolean {
  return (type === 'A' || type === 'AAAA') && of.toLowerCase() === name;
}
