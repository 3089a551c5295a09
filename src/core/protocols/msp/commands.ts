/** Commands of MSP version 1 that are read (Betaflight `msp_protocol.h`; names are the protocol's). */
export const MSP_FC_VARIANT = 2;
export const MSP_DISPLAYPORT = 182;

/**
 * What a message of MSP_DISPLAYPORT does: its first byte. Betaflight and INAV `displayport_msp.h`; ArduPilot speaks the same.
 */
export const DISPLAYPORT = {
  HEARTBEAT: 0,
  RELEASE: 1,
  CLEAR_SCREEN: 2,
  WRITE_STRING: 3,
  DRAW_SCREEN: 4,
  OPTIONS: 5,
} as const;

/** Grids by the resolution that OPTIONS names: SD_3016, HD_5018, HD_3016, HD_6022, HD_5320. */
export const OPTION_GRIDS = [
  { cols: 30, rows: 16 },
  { cols: 50, rows: 18 },
  { cols: 30, rows: 16 },
  { cols: 60, rows: 22 },
  { cols: 53, rows: 20 },
] as const;

/** Bits of WRITE_STRING's attribute: which bank of 256 characters, and that it blinks. */
export const ATTRIBUTE_PAGE = 0x03;
export const ATTRIBUTE_BLINK = 0x40;
