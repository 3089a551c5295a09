import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program under test, or one that it is tested against. */
export interface Child {
  /** Resolves with the first line of output, past or future, that matches. Rejects when the program ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Everything printed so far, for a failed test's message. */
  readonly output: readonly string[];
  write(line: string): void;
  readonly exited: Promise<number | null>;
  /** As `exited`, once everything it printed has been read. */
  readonly ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** Closes our end of its output, as `head` does. */
  stopReading(): void;
  stop(): Promise<void>;
}

/** Starts a program and reads what it prints. */
export function startChild(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
  const process_: ChildProcess = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const output: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [process_.stdout, process_.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      for (const look of waiting) look(line);
    });
  }
  const exited = once(process_, 'exit').then(([code]) => code as number | null);
  const ended = once(process_, 'close').then(([code]) => code as number | null);
  return {
    output,
    exited,
    ended,
    signal: (signal) => process_.kill(signal),
    stopReading: () => process_.stdout?.destroy(),
    line(pattern) {
      const found = output.map((line) => pattern.exec(line)).find((match) => match !== null);
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const look = (line: string) => {
          const match = pattern.exec(line);
          if (!match) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        void exited.then(() => reject(new Error(`${command} ended without ${pattern}:\n${output.join('\n')}`)));
      });
    },
    write: (line) => process_.stdin?.write(`${line}\n`),
    async stop() {
      if (process_.exitCode === null && process_.signalCode === null) process_.kill('SIGTERM');
      await exited;
    },
  };
}
