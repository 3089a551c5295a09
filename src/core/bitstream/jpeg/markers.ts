/** Second bytes of JPEG markers (ITU-T T.81, table B.1). */
export const Marker = {
  /** Temporary, for arithmetic coding; stands alone. */
  tem: 0x01,
  sofFirst: 0xc0,
  dht: 0xc4,
  jpg: 0xc8,
  dac: 0xcc,
  sofLast: 0xcf,
  rstFirst: 0xd0,
  rstLast: 0xd7,
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  app1: 0xe1,
} as const;

/** Whether a marker begins a frame header: `SOF0`…`SOF15` without the three of that range that are no frame. */
export function isFrameHeader(marker: number): boolean {
  return (
    marker >= Marker.sofFirst &&
    marker <= Marker.sofLast &&
    marker !== Marker.dht &&
    marker !== Marker.jpg &&
    marker !== Marker.dac
  );
}

/** Whether a marker stands alone, with no length behind it (T.81, B.1.1.4). */
export function standsAlone(marker: number): boolean {
  return marker === Marker.tem || (marker >= Marker.rstFirst && marker <= Marker.eoi);
}
