import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * What a gateway's process holds at this moment.
 * @param {number} pid @param {string} url of the gateway @param {string} temporary its folder for temporary files
 * @returns {Promise<import('./judge.mjs').Sample>}
 */
export async function countsOf(pid, url, temporary) {
  const targets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      // Closed meanwhile.
      return [];
    }
  });
  const rssKib = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const resources = [...metrics.matchAll(/^nodejs_active_resources\{[^}]*\} (\d+)/gm)];
  return {
    'RSS MiB': rssKib / 1024,
    descriptors: targets.length,
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
    'open files': targets.filter((target) => target.startsWith('/') && !target.startsWith('/dev/')).length,
    'temporary files': readdirSync(temporary, { recursive: true }).length,
    'event loop resources': resources.reduce((sum, [, count]) => sum + Number(count), 0),
  };
}
