import type { FieldReader } from './field-reader';

/** Passes over scaling_list() (7.3.2.1.1.1) `count` times, each behind its present flag: six of 4x4, then 8x8. */
export function skipScalingLists(fields: FieldReader, count: number): void {
  for (let i = 0; i < count; i++) {
    if (fields.flag('scaling_list_present_flag')) skipScalingList(fields, i < 6 ? 16 : 64);
  }
}

function skipScalingList(fields: FieldReader, size: number): void {
  let lastScale = 8;
  for (let j = 0; j < size; j++) {
    const nextScale = (lastScale + fields.se('delta_scale', -128, 127) + 256) % 256;
    // From here on the list repeats its last value and carries no more bits.
    if (nextScale === 0) return;
    lastScale = nextScale;
  }
}
