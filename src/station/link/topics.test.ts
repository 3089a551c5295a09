import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineTopic } from '#contracts/topics/define-topic';
import { TOPICS } from '#contracts/topics/table';
import { inWords } from '#core/texts/fixtures/in-words';
import { verbatim } from '#core/texts/text';
import { needsChange } from '../extension/rights';
import { stationTopic } from '../extension/topic';
import { SERVICES } from '../services/table';
import { openTestLink } from './fixtures/test-link';
import { topicsOf } from './topics/table';

const STATION_TOPICS = topicsOf(SERVICES);

/** A topic that the station does not have: its contract, and its half of it. */
const lamps = defineTopic({
  name: 'lamps',
  asks: [z.object({ type: z.literal('lamp'), on: z.boolean() })],
  tells: [z.object({ type: z.literal('lamps'), lit: z.number().int() })],
});

function lampsHandler({ ended = vi.fn() } = {}) {
  return stationTopic({
    contract: lamps,
    needs: { of: ({ on }) => on, ...needsChange(verbatim('You may switch no lamp on.')) },
    open({ tell }) {
      let lit = 0;
      tell({ type: 'lamps', lit });
      return {
        answer({ on }) {
          lit += on ? 1 : -1;
          tell({ type: 'lamps', lit });
        },
        end: ended,
      };
    },
  });
}

/** A link with a topic that is in no table of the contract. */
function link(topics: Parameters<typeof openTestLink>[0]['topics'], mayChange = true) {
  const opened = openTestLink({ topics, rights: { mayChange } });
  const told = (): unknown[] => opened.messages;
  return { ...opened, told, ask: (message: object) => opened.send(JSON.stringify(message)) };
}

describe('the table of topics', () => {
  it('has the station answer every topic of the contract, each once', () => {
    const names = STATION_TOPICS.map(({ contract }) => contract.name);
    expect(names.toSorted()).toEqual(TOPICS.map(({ name }) => name).toSorted());
  });

  it('has each ask in one topic', () => {
    const types = TOPICS.flatMap(({ asks }) => asks.map(({ shape }) => shape.type.value));
    expect(new Set(types).size).toBe(types.length);
  });
});

describe('a topic that is added as one row', () => {
  it('tells, answers and ends, beside all others as they are', () => {
    const ended = vi.fn();
    const { told, ask, close } = link([...STATION_TOPICS, lampsHandler({ ended })]);
    expect(told().at(-1)).toEqual({ type: 'lamps', lit: 0 });
    ask({ type: 'lamp', on: true });
    expect(told().at(-1)).toEqual({ type: 'lamps', lit: 1 });
    ask({ type: 'ping', viewerUs: 5 });
    expect(told().at(-1)).toMatchObject({ type: 'pong', viewerUs: 5 });
    close();
    expect(ended).toHaveBeenCalledOnce();
  });

  it('is refused where the right that its row names is not there, and only then', () => {
    const { told, ask } = link([lampsHandler()], false);
    ask({ type: 'lamp', on: true });
    expect(inWords(told().at(-1))).toMatchObject({ type: 'error', message: 'You may switch no lamp on.' });
    ask({ type: 'lamp', on: false });
    expect(told().at(-1)).toEqual({ type: 'lamps', lit: -1 });
  });

  it.each(['', '{', 'null', '[]', '{"type":"lamp"}', '{"type":"lamp","on":1}', '{"type":"none"}', '{"type":{}}'])(
    'answers what is no question with an error, and goes on: %j',
    (text) => {
      const { told, ask, send } = link([lampsHandler()]);
      send(text);
      expect(told().at(-1)).toMatchObject({ type: 'error' });
      ask({ type: 'lamp', on: true });
      expect(told().at(-1)).toEqual({ type: 'lamps', lit: 1 });
    },
  );
});

describe('a topic that fails', () => {
  const faulty = (answer: () => void | Promise<void>, open = () => {}) =>
    stationTopic({
      contract: defineTopic({ name: 'faulty', asks: [z.object({ type: z.literal('fail') })], tells: [] }),
      open() {
        open();
        return { answer, end: () => raise('at the end') };
      },
    });
  const raise = (message: string) => {
    throw new Error(message);
  };

  it.each([
    ['at once', () => raise('no lamp')],
    ['later', () => Promise.reject(new Error('no lamp'))],
  ])('%s says so in the log and to the viewer, and the others go on', async (_, answer) => {
    const { told, ask, logged, close } = link([faulty(answer), lampsHandler()]);
    ask({ type: 'fail' });
    await vi.waitFor(() => expect(told().at(-1)).toMatchObject({ type: 'error' }));
    expect(logged[0]).toMatch(/topic faulty: .*no lamp/);
    ask({ type: 'lamp', on: true });
    expect(told().at(-1)).toEqual({ type: 'lamps', lit: 1 });
    close();
    expect(logged.at(-1)).toContain('at the end');
  });

  it('when it opens, leaves the others open', () => {
    const { told, ask, logged } = link([
      faulty(
        () => {},
        () => raise('cannot open'),
      ),
      lampsHandler(),
    ]);
    expect(logged[0]).toContain('cannot open');
    expect(told().at(-1)).toEqual({ type: 'lamps', lit: 0 });
    ask({ type: 'fail' });
    expect(told().at(-1)).toMatchObject({ type: 'error' });
  });
});
