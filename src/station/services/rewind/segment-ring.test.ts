import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordHead } from './record-index';
import { RecordIndex } from './record-index';
import { Segment } from './segment';
import { SegmentRing } from './segment-ring';

interface Entry {
  readonly head: RecordHead;
  readonly size: number;
}

const entry = fc
  .record({
    kind: fc.constantFrom('picture', 'picture', 'telemetry', 'audio'),
    key: fc.boolean(),
    apart: fc.nat(5),
    size: fc.nat(40),
  })
  .map(({ kind, key, apart, size }) => ({ kind, key: key && kind === 'picture', apart, size }) as const);

/** What happens to a ring: a record comes, a segment begins, the oldest goes. */
const event = fc.oneof(
  { weight: 8, arbitrary: entry.map((record) => ({ do: 'add' as const, record })) },
  { weight: 1, arbitrary: fc.constant({ do: 'begin' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'delete' as const }) },
);

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** A ring in memory beside a plain list of what should be in it. */
function play(events: readonly Event[]) {
  const ring = new SegmentRing();
  const model: Entry[][] = [];
  let timeUs = 0;
  const begin = () => {
    // Nothing is written: the records are read from memory, and the path names no file.
    ring.add(new Segment('/nowhere/segment'));
    model.push([]);
  };
  begin();
  for (const happened of events) {
    if (happened.do === 'begin') begin();
    else if (happened.do === 'delete') {
      if (ring.length > 1) {
        ring.deleteOldest();
        model.shift();
      }
    } else {
      const { kind, key, apart, size } = happened.record;
      timeUs += apart;
      const head = { kind, key, timeUs };
      ring.append(head, new Uint8Array(size).fill(size));
      model.at(-1)?.push({ head, size });
    }
  }
  return { ring, all: model.flat() };
}

describe('a ring of a stream without key pictures', () => {
  const ringOf = (count: number, recovery: number) => {
    const ring = new SegmentRing();
    ring.add(new Segment('/nowhere/segment'));
    for (let n = 0; n < count; n++) {
      const entry = n % 10 === 0 ? { recovery } : undefined;
      ring.append({ kind: 'picture', timeUs: n, codec: 'h264', entry }, new Uint8Array(1));
      ring.append({ kind: 'telemetry', timeUs: n }, new Uint8Array(1));
    }
    return ring;
  };
  const timeOf = (ring: SegmentRing, place: number | undefined) =>
    place === undefined ? undefined : ring.timeUs(place);
  const at = (ring: SegmentRing, us: number) => ring.pictureAt(us) ?? Number.NaN;

  it('decodes a picture from the last I picture that is an entry', () => {
    const ring = ringOf(40, 0);
    expect(timeOf(ring, ring.keyOf(at(ring, 29)))).toBe(20);
    expect(timeOf(ring, ring.nextKey(at(ring, 20)))).toBe(30);
    expect(timeOf(ring, ring.nextKey(at(ring, 30)))).toBeUndefined();
  });

  it('decodes a picture of an intra refresh from so far before that it is right', () => {
    const ring = ringOf(40, 7);
    expect(timeOf(ring, ring.keyOf(at(ring, 27)))).toBe(20);
    expect(timeOf(ring, ring.keyOf(at(ring, 26)))).toBe(10);
    expect(timeOf(ring, ring.keyOf(at(ring, 3)))).toBe(0);
    // None is right alone, so that all are given for key pictures.
    expect(timeOf(ring, ring.nextKey(at(ring, 12)))).toBe(13);
  });

  it('gives back what it was given', async () => {
    const ring = new SegmentRing();
    ring.add(new Segment('/nowhere/segment'));
    const heads: RecordHead[] = [
      { kind: 'picture', timeUs: 0, codec: 'h265', key: true },
      { kind: 'picture', timeUs: 1, codec: 'h264', entry: { recovery: 300 }, afterLoss: true },
      { kind: 'picture', timeUs: 2, codec: 'jpeg', key: true },
    ];
    for (const head of heads) ring.append(head, new Uint8Array(1));
    const index = ring.newest?.index;
    expect(heads.map((_, place) => index?.head(place))).toMatchObject(heads);
  });
});

const isPicture = ({ head }: Entry) => head.kind === 'picture';
const isKey = ({ head }: Entry) => head.key === true;

describe('the ring of segments', () => {
  it('finds what a list of all that is kept would find', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.nat(120), (events, us) => {
        const { ring, all } = play(events);
        expect(ring.bytes).toBe(all.reduce((sum, { size }) => sum + size, 0));
        const firstKey = all.findIndex(isKey);
        const decodable = firstKey < 0 ? [] : all.slice(firstKey).filter(isPicture);
        const walked: number[] = [];
        for (let place = ring.first(); place !== undefined; place = ring.next(place)) walked.push(place);
        expect(walked.map((place) => ring.timeUs(place))).toEqual(decodable.map(({ head }) => head.timeUs));
        expect(ring.last()).toBe(walked.at(-1));
        walked.forEach((place, at) => {
          expect(ring.previous(place)).toBe(walked[at - 1]);
          const keys = walked.filter((_, other) => decodable[other] && isKey(decodable[other]));
          expect(ring.keyOf(place)).toBe(keys.findLast((key) => key <= place));
          expect(ring.nextKey(place)).toBe(keys.find((key) => key > place));
        });
        const wanted = decodable.findLastIndex(({ head }) => head.timeUs <= us);
        expect(ring.pictureAt(us)).toBe(walked[Math.max(0, wanted)]);
        const telemetry = ring.telemetryAt(us);
        const last = all.findLast(({ head }) => head.kind === 'telemetry' && head.timeUs <= us);
        expect(telemetry === undefined ? undefined : ring.timeUs(telemetry)).toBe(last?.head.timeUs);
      }),
      { numRuns: 300 },
    );
  });

  it('answers from a place that is deleted with the first picture that is kept', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 10, maxLength: 60 }), (events) => {
        const { ring } = play(events);
        const old = ring.first();
        fc.pre(old !== undefined);
        while (ring.length > 1) ring.deleteOldest();
        const first = ring.first();
        if (first !== undefined && old < first) expect(ring.next(old)).toBe(first);
        else expect(ring.next(old) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(old);
      }),
    );
  });

  it('gives back every record as it came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const { ring, all } = play(events);
        const read: Entry[] = [];
        for (let place = ring.nextRecord(-1); place !== undefined; place = ring.nextRecord(place)) {
          const record = await ring.load(place);
          const { kind, key, timeUs } = record?.head ?? { kind: 'audio', timeUs: Number.NaN };
          read.push({ head: { kind, key: key === true, timeUs }, size: record?.data.length ?? -1 });
        }
        expect(read).toEqual(all);
      }),
    );
  });
});

describe('the index of a segment', () => {
  it('grows without changing what it has, and never goes back in time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(9)), { minLength: 300, maxLength: 900 }),
        (records) => {
          const index = new RecordIndex();
          let timeUs = Number.NEGATIVE_INFINITY;
          let offset = 0;
          records.forEach(([us, length], at) => {
            index.push({ kind: 'picture', timeUs: us }, length);
            timeUs = Math.max(timeUs, us);
            expect(index.timeUs(at)).toBe(timeUs);
            expect(index.place(at)).toEqual({ offset, length });
            offset += length;
          });
          const asked = records[Math.floor(records.length / 2)]?.[0] ?? 0;
          const found = index.at(asked);
          expect(index.timeUs(found + 1)).not.toBeLessThanOrEqual(asked);
          if (found >= 0) expect(index.timeUs(found)).toBeLessThanOrEqual(asked);
        },
      ),
    );
  });
});
