import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { osdCell, osdCharacter } from '../../telemetry/osd';
import { DISPLAYPORT, MSP_DISPLAYPORT, MSP_FC_VARIANT } from './commands';
import { encodeFrame } from './encode';
import { MAX_FRAME_BYTES, type MspFrame, MspFrameParser } from './frame-parser';
import { OsdScreen } from './screen';

/** Frames that were found, with payloads of their own. */
function parse(chunks: readonly Uint8Array[]) {
  const found: { direction: string; command: number; payload: number[] }[] = [];
  const parser = new MspFrameParser(({ direction, command, payload }) =>
    found.push({ direction, command, payload: [...payload] }),
  );
  for (const chunk of chunks) parser.push(chunk);
  return { found, damaged: parser.damaged };
}

const bytesOf = (text: string) => [...text].map((character) => character.charCodeAt(0));
const write = (row: number, col: number, text: string, attribute = 0) =>
  encodeFrame(MSP_DISPLAYPORT, [DISPLAYPORT.WRITE_STRING, row, col, attribute, ...bytesOf(text)]);
const say = (...payload: number[]) => encodeFrame(MSP_DISPLAYPORT, payload);
const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

function screenOf(frames: readonly Uint8Array[], screen = new OsdScreen()): OsdScreen {
  new MspFrameParser((frame) => screen.take(frame)).push(join(...frames));
  return screen;
}

const byte = fc.integer({ min: 0, max: 255 });
/** Bytes of which many look like the beginning of a frame. */
const noise = fc.array(fc.oneof(byte, fc.constantFrom(0x24, 0x4d, 0x3e, 0x3c)), { maxLength: 40 });

describe('frames of MSP', () => {
  it('are what Betaflight sends', () => {
    // A clear screen and a draw, written down by hand from the protocol's description.
    const { found } = parse([Uint8Array.of(0x24, 0x4d, 0x3e, 1, 182, 2, 0xb5, 0x24, 0x4d, 0x3e, 1, 182, 4, 0xb3)]);
    expect(found).toEqual([
      { direction: '>', command: 182, payload: [2] },
      { direction: '>', command: 182, payload: [4] },
    ]);
  });

  it('are found in any chunking, the same ones, and no more than a frame is kept', () => {
    const frame = fc.record({ command: byte, payload: fc.array(byte, { maxLength: 255 }) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, frame), { maxLength: 6 }),
        fc.infiniteStream(fc.nat(300)),
        (parts, sizes) => {
          const whole = join(
            ...parts.flatMap(([before, { command, payload }]) => [
              Uint8Array.from(before),
              encodeFrame(command, payload),
            ]),
          );
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < whole.length; ) {
            const size = 1 + (sizes.next().value ?? 0);
            chunks.push(whole.subarray(at, at + size));
            at += size;
          }
          expect(parse(chunks)).toEqual(parse([...whole].map((one) => Uint8Array.of(one))));
          expect(parse([whole]).found).toEqual(parse(chunks).found);
        },
      ),
    );
  });

  it('are not waited for behind a false start that promises 255 bytes', () => {
    const { found } = parse([Uint8Array.of(0x24, 0x4d, 0x3e, 255, 182), write(1, 2, 'ARMED')]);
    expect(found).toHaveLength(1);
  });

  it('with a wrong checksum are counted, and cost none of the good ones', () => {
    const broken = write(1, 1, 'X').map((value, at) => (at === 6 ? value ^ 1 : value));
    expect(parse([join(broken, say(4))])).toMatchObject({ found: [{ payload: [4] }], damaged: 1 });
  });

  it('are read from any bytes without a throw, in large chunks too', () => {
    fc.assert(fc.property(fc.array(noise), (chunks) => void parse(chunks.map((chunk) => Uint8Array.from(chunk)))));
    expect(parse([new Uint8Array(100_000).fill(0x24), say(4)]).found).toHaveLength(1);
    expect(MAX_FRAME_BYTES).toBe(261);
  });
});

describe('the screen of a flight controller', () => {
  it('shows what was written since the last clearing, once it is drawn', () => {
    const screen = screenOf([say(2), write(0, 1, 'RSSI 99'), write(2, 0, 'ARMED')]);
    expect(screen.shown).toBeUndefined();
    screenOf([say(4)], screen);
    expect(screen.shown).toEqual({ cols: 53, rows: 20, lines: [' RSSI 99', '', 'ARMED'] });
    const drawn = screen.shown;
    screenOf([say(2)], screen);
    expect(screen.shown).toBe(drawn);
    screenOf([say(4)], screen);
    expect(screen.shown?.lines).toEqual([]);
    screenOf([write(0, 0, 'X'), say(4), say(1)], screen);
    expect(screen.shown).toBeUndefined();
  });

  it('keeps symbols, banks and blinking, each in a character of its own', () => {
    const { shown } = screenOf([write(0, 0, 'A\x96 ', 0x41), write(0, 5, '\x01'), say(4)]);
    const cells = [...(shown?.lines[0] ?? '')].map((character) => osdCell(character.charCodeAt(0)));
    expect(cells[0]).toEqual({ code: 0x41, page: 1, isBlinking: true });
    expect(cells[1]).toEqual({ code: 0x96, page: 1, isBlinking: true });
    expect(cells[2]).toEqual({ code: 0x20, page: 0, isBlinking: false });
    expect(cells[5]).toEqual({ code: 1, page: 0, isBlinking: false });
    for (let code = 0; code < 256; code++)
      for (const page of [0, 1, 2, 3])
        for (const isBlinking of [true, false])
          expect(osdCell(osdCharacter(code, page, isBlinking).charCodeAt(0))).toEqual({ code, page, isBlinking });
  });

  it.each([
    [0, 30, 16],
    [1, 50, 18],
    [2, 30, 16],
    [3, 60, 22],
    [4, 53, 20],
  ])('has the grid that option %i names', (option, cols, rows) => {
    expect(screenOf([say(5, 0, option), say(4)]).shown).toMatchObject({ cols, rows });
    const said = new OsdScreen({ cols: 30, rows: 16 });
    expect(screenOf([say(5, 0, option), write(21, 59, 'X'), say(4)], said).shown).toMatchObject({ cols: 30, rows: 16 });
  });

  it('grows where more is written than the grid has, and takes nothing from beyond any grid', () => {
    expect(screenOf([write(21, 59, 'XY'), say(4)]).shown).toMatchObject({ cols: 60, rows: 22 });
    expect(screenOf([write(22, 0, 'X'), write(3, 60, 'X'), say(4)]).shown).toMatchObject({ cols: 53, lines: [] });
  });

  it('says whose characters they are', () => {
    const screen = screenOf([encodeFrame(MSP_FC_VARIANT, bytesOf('BTFL')), say(4)]);
    expect(screen.shown?.variant).toBe('BTFL');
    screenOf([encodeFrame(MSP_FC_VARIANT, [0, 1, 2])], screen);
    expect(screen.variant).toBe('BTFL');
  });

  it('is bounded and total, whatever a frame holds', () => {
    const payload = fc.array(byte, { maxLength: 255 });
    const frames = fc.array(fc.tuple(fc.constantFrom('>', '<', '!'), fc.constantFrom(2, 182, 7), payload));
    fc.assert(
      fc.property(frames, (all) => {
        const screen = new OsdScreen();
        for (const [direction, command, bytes] of all)
          screen.take({ direction, command, payload: Uint8Array.from(bytes) } as MspFrame);
        const { cols, rows, lines } = screen.shown ?? { cols: 60, rows: 22, lines: [] };
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(cols);
      }),
    );
  });
});
