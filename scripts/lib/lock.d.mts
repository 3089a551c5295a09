/** Does `work` while no other run on this machine does work under the same file. */
export function withLock<T>(file: string, work: () => Promise<T>, pollMs?: number): Promise<T>;
