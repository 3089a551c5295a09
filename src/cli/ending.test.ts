import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endOnFault } from './ending';

afterEach(() => void vi.useRealTimers());

function faultyProcess() {
  const written: string[] = [];
  const exits: (number | string | null | undefined)[] = [];
  const program = Object.assign(new EventEmitter(), {
    stderr: { write: (text: string) => written.push(text) > 0 },
    exit: (code?: number | string | null) => exits.push(code) as never,
  });
  return { program: program as unknown as NodeJS.Process, written, exits };
}

describe('a fault that no code caught', () => {
  it('is written once with its stack, and ends the program as a signal does', () => {
    const { program, written } = faultyProcess();
    const quit = vi.fn();
    const ended = vi.fn();
    const hasFailed = endOnFault(quit, program);
    program.on('SIGTERM', ended);
    expect(hasFailed()).toBe(false);
    program.emit('uncaughtException', new Error('torn'));
    program.emit('unhandledRejection', new Error('a consequence'), Promise.resolve());
    expect(hasFailed()).toBe(true);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(quit).not.toHaveBeenCalled();
    expect(written).toEqual([expect.stringMatching(/^groundglass: .*Error: torn\n +at .*\n/s)]);
  });

  it('quits a program that listens to no signal, and says what it was thrown', () => {
    const { program, written } = faultyProcess();
    const quit = vi.fn();
    endOnFault(quit, program);
    program.emit('unhandledRejection', 'no error at all', Promise.resolve());
    expect(quit).toHaveBeenCalledTimes(1);
    expect(written).toEqual([expect.stringContaining('no error at all')]);
  });

  it('ends a program with 1 that does not finish', () => {
    vi.useFakeTimers();
    const { program, exits } = faultyProcess();
    endOnFault(() => undefined, program);
    program.emit('uncaughtException', new Error('torn'));
    expect(exits).toEqual([]);
    vi.runAllTimers();
    expect(exits).toEqual([1]);
  });
});
