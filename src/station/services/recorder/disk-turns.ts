/** As many calls of one folder's disk at a time: one that never returns holds a thread of the few that Node has for all disks. */
const MAX_AT_ONCE = 2;

/** Lets work on one disk have its turn, so that a disk that hangs leaves threads for the others. */
class DiskTurns {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= MAX_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

const byFolder = new Map<string, WeakRef<DiskTurns>>();

/** The turns of a folder's disk, shared by all who write there. */
export function turnsOf(folder: string): Pick<DiskTurns, 'take'> {
  const there = byFolder.get(folder)?.deref();
  if (there) return there;
  for (const [name, turns] of byFolder) if (!turns.deref()) byFolder.delete(name);
  const made = new DiskTurns();
  byFolder.set(folder, new WeakRef(made));
  return made;
}
