/** A frame of MSP version 1, as a flight controller sends it. @param payload 255 bytes at most; the rest is left out */
export function encodeFrame(command: number, payload: readonly number[], direction = '>'): Uint8Array {
  const body = payload.slice(0, 255);
  const frame = Uint8Array.of(0x24, 0x4d, direction.charCodeAt(0), body.length, command, ...body, 0);
  let sum = 0;
  for (let at = 3; at < frame.length - 1; at++) sum ^= frame[at]!;
  frame[frame.length - 1] = sum;
  return frame;
}
