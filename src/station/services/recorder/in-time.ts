import { setTimeout as wait } from 'node:timers/promises';

/** A disk that does not answer for so long is as good as none. */
const ANSWER_MS = 1000;

/** What work gives, or `otherwise` where it takes longer than a disk should. The work goes on; what it fails with then is lost. */
export async function inTime<T>(work: Promise<T>, otherwise: T, ms = ANSWER_MS): Promise<T> {
  const late = new AbortController();
  const timer = wait(ms, otherwise, { ref: false, signal: late.signal }).catch(() => otherwise);
  try {
    return await Promise.race([work, timer]);
  } finally {
    late.abort();
    work.catch(() => undefined);
  }
}
