import { shortNames } from './sim-name';

interface Named {
  readonly sim: string;
}

/**
 * Finds the terminals of 20 digits by the 12 that the packets of a SIM number of 6 bytes have of them. Where two share
 * those, neither is meant: a picture of another vehicle is worse than none.
 */
export class ShortNames<T extends Named> {
  readonly #last = new Map<string, Set<T>>();
  readonly #first = new Map<string, Set<T>>();

  add(terminal: T): void {
    const names = shortNames(terminal.sim);
    if (!names) return;
    put(this.#last, names.last, terminal);
    put(this.#first, names.first, terminal);
  }

  remove(terminal: T): void {
    const names = shortNames(terminal.sim);
    if (!names) return;
    take(this.#last, names.last, terminal);
    take(this.#first, names.first, terminal);
  }

  /** By the last digits before the first: those differ from terminal to terminal. */
  find(name: string): T | undefined {
    return only(this.#last.get(name)) ?? only(this.#first.get(name));
  }
}

function put<T>(names: Map<string, Set<T>>, name: string, terminal: T): void {
  const there = names.get(name);
  if (there) there.add(terminal);
  else names.set(name, new Set([terminal]));
}

function take<T>(names: Map<string, Set<T>>, name: string, terminal: T): void {
  const there = names.get(name);
  there?.delete(terminal);
  if (there?.size === 0) names.delete(name);
}

function only<T>(terminals: ReadonlySet<T> | undefined): T | undefined {
  return terminals?.size === 1 ? terminals.values().next().value : undefined;
}
