import type { ChildProcess } from 'node:child_process';
import { END_SIGNALS } from '../ending';

/**
 * Ends a child when we are told to end: the first signal asks it, any further one makes it. We live on until it is gone,
 * so that the code that waits for it can clean up.
 *
 * @returns whether we were told, and what lets go of the signals
 */
export function endWithUs(child: Pick<ChildProcess, 'kill'>): { readonly isSignalled: () => boolean; release(): void } {
  let times = 0;
  const end = () => child.kill(times++ === 0 ? 'SIGTERM' : 'SIGKILL');
  for (const signal of END_SIGNALS) process.on(signal, end);
  return {
    isSignalled: () => times > 0,
    release() {
      for (const signal of END_SIGNALS) process.off(signal, end);
    },
  };
}
