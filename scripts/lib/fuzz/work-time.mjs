/**
 * Measures how long work kept the processor busy. On a machine that does other things, too, the time on the wall says nothing
 * of it; that of the process counts what its other threads do meanwhile. The lesser of both is the most that the work took.
 *
 * @returns {() => number} milliseconds since then
 */
export function startWork() {
  const wallMs = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - wallMs, (user + system) / 1000);
  };
}
