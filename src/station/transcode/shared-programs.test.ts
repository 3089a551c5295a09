import { describe, expect, it } from 'vitest';
import { english } from '#core/texts/english';
import { type Text, verbatim } from '#core/texts/text';
import { NO_FFMPEG } from '../find-ffmpeg';
import { Hub } from '../hub/hub';
import { type SharedProgram, SharedPrograms } from './shared-programs';

class TestProgram implements SharedProgram {
  readonly restarts = 0;
  readonly pid: number | undefined;
  stops = 0;

  constructor(pid?: number) {
    this.pid = pid;
  }

  stop(): void {
    this.stops++;
  }
}

function scene({ max = 2, find = () => '/ffmpeg' as string | undefined } = {}) {
  const hub = new Hub();
  const stream = (id: string) => hub.add({ id, name: id, kind: 'pi', video: '', telemetry: '' });
  return {
    programs: new SharedPrograms<TestProgram>({ max, tooMany: verbatim('too many'), find }),
    streams: [stream('a'), stream('b'), stream('c')] as const,
  };
}

const start = () => new TestProgram(7);
function taken<T extends object>(result: T | Text): T {
  if ('id' in result) throw new Error(english(result));
  return result;
}

describe('programs that are shared', () => {
  it('are one for each stream and key, and stop with the last taker', () => {
    const { programs, streams } = scene();
    const [a] = streams;
    const one = taken(programs.take(a, 'low', start));
    const two = taken(programs.take(a, 'low', () => new TestProgram(8)));
    const other = taken(programs.take(a, 'high', start));
    expect(two.program).toBe(one.program);
    expect(other.program).not.toBe(one.program);
    expect(programs.size).toBe(2);
    one.release();
    one.release();
    expect(one.program.stops).toBe(0);
    two.release();
    expect([one.program.stops, programs.size]).toEqual([1, 1]);
    expect(taken(programs.take(a, 'low', start)).program).not.toBe(one.program);
  });

  it('are bounded together with those of one taker alone, who may still share', () => {
    const { programs, streams } = scene();
    const [a, b] = streams;
    taken(programs.take(a, '', start));
    const own = taken(programs.open(start));
    expect(programs.open(start)).toEqual(verbatim('too many'));
    expect(programs.take(b, '', start)).toEqual(verbatim('too many'));
    taken(programs.take(a, '', start));
    own.release();
    own.release();
    expect(own.program.stops).toBe(1);
    taken(programs.take(b, '', start));
  });

  it('are not there without ffmpeg, which is looked for again each time', () => {
    let ffmpeg: string | undefined;
    const { programs, streams } = scene({ find: () => ffmpeg });
    const [a] = streams;
    expect(programs.take(a, '', start)).toBe(NO_FFMPEG);
    ffmpeg = '/ffmpeg';
    taken(programs.take(a, '', start));
  });

  it('say the ids of those that run', () => {
    const { programs, streams } = scene();
    const [a] = streams;
    taken(programs.take(a, '', () => new TestProgram()));
    taken(programs.open(() => new TestProgram(9)));
    expect(programs.pids).toEqual([9]);
  });

  it('all stop at the end; what is released afterwards stops nothing that came later', () => {
    const { programs, streams } = scene();
    const [a] = streams;
    const before = taken(programs.take(a, '', start));
    const own = taken(programs.open(start));
    programs.close();
    expect([before.program.stops, own.program.stops, programs.size]).toEqual([1, 1, 0]);
    const after = taken(programs.take(a, '', start));
    before.release();
    own.release();
    expect([before.program.stops, own.program.stops, after.program.stops]).toEqual([1, 1, 0]);
  });
});

describe('programs for clients', () => {
  function clients({ max = 3, maxPerClient = 2 } = {}) {
    const { streams } = scene();
    const [a] = streams;
    const refused = { tooMany: verbatim('too many'), tooManyOfClient: verbatim('too many of you') };
    const programs = new SharedPrograms<TestProgram>({ max, maxPerClient, ...refused, find: () => '/ffmpeg' });
    const evicted: string[] = [];
    const take = (key: string, client?: string) =>
      programs.take(a, key, start, client === undefined ? {} : { client, onEvicted: () => evicted.push(key) });
    return { programs, take, evicted };
  }

  it('are bounded for each, who may still share those of others', () => {
    const { take } = clients();
    const first = taken(take('1', 'x'));
    taken(take('2', 'x'));
    expect(take('3', 'x')).toEqual(verbatim('too many of you'));
    taken(take('3', 'y'));
    taken(take('3', 'x'));
    first.release();
    expect(take('4', 'x')).toEqual(verbatim('too many of you'));
  });

  it('give way to the station itself, that of the fewest first, and the clients are told', () => {
    const { programs, take, evicted } = clients();
    const shared = taken(take('1', 'x'));
    taken(take('1', 'y'));
    const alone = taken(take('2', 'y'));
    taken(take('3'));
    const own = taken(take('4'));
    expect(evicted).toEqual(['2']);
    expect(alone.program.stops).toBe(1);
    // Late, as from a socket that closes then.
    alone.release();
    expect([programs.size, own.program.stops, shared.program.stops]).toEqual([3, 0, 0]);
    taken(take('5'));
    expect(evicted).toEqual(['2', '1', '1']);
    expect(take('6')).toEqual(verbatim('too many'));
  });

  it('leave what is played half of the places', () => {
    const programs = new SharedPrograms<TestProgram>({
      max: 4,
      maxOwn: 1,
      tooMany: verbatim('too many'),
      find: () => '/f',
    });
    taken(programs.open(start));
    expect(programs.open(start)).toEqual(verbatim('too many'));
    expect(programs.size).toBe(1);
  });
});
