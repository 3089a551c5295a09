/**
 * SIGUSR1 has Node open its inspector, with which any program of the same user, and on a port that is forwarded others, may run
 * code in this process. A listener takes the signal's place; `--disable-sigusr1` is of later versions than ours.
 */
export function ignoreDebugSignal(): void {
  if (process.platform !== 'win32') process.on('SIGUSR1', ignore);
}

function ignore(): void {}
