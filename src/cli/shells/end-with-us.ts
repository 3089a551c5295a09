import type { ChildProcess } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends a child when we are told to end: the first signal asks it, any further one makes it. We live on until it is gone,
 * so that whoever waits for it can clean up.
 *
 * @returns whether we were told, and what lets go of the signals
 */
export function endWithUs(child: Pick<ChildProcess, 'kill'>): { readonly isTold: () => boolean; release(): void } {
  let times = 0;
  const end = () => child.kill(times++ === 0 ? 'SIGTERM' : 'SIGKILL');
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    isTold: () => times > 0,
    release() {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}
