import { crc32Mpeg } from './crc-32';

/** What the tables of program specific information have in common (ISO/IEC 13818-1, 2.4.4.5). */
interface SectionHead {
  readonly version_number: number;
  readonly section_number: number;
  readonly last_section_number: number;
}

/** One program of a program_association_section (2.4.4.3). */
export interface PatEntry {
  readonly program_number: number;
  readonly program_map_PID: number;
}

export interface PatSection extends SectionHead {
  readonly transport_stream_id: number;
  readonly programs: readonly PatEntry[];
}

/** A descriptor (2.6): its tag, and what stands behind its length. */
export interface Descriptor {
  readonly tag: number;
  readonly data: Uint8Array;
}

/** One elementary stream of a TS_program_map_section (2.4.4.8). */
export interface PmtEntry {
  readonly stream_type: number;
  readonly elementary_PID: number;
  readonly descriptors: readonly Descriptor[];
}

export interface PmtSection extends SectionHead {
  readonly program_number: number;
  readonly PCR_PID: number;
  readonly streams: readonly PmtEntry[];
}

const PAT_TABLE_ID = 0;
const PMT_TABLE_ID = 2;
/** table_id … last_section_number, and CRC_32. */
const HEAD_BYTES = 8;
const CRC_BYTES = 4;

/** @returns `undefined` of a section that is no PAT, is not in force yet, or is damaged */
export function readPat(section: Uint8Array): PatSection | undefined {
  const head = readHead(section, PAT_TABLE_ID);
  if (!head) return undefined;
  const programs: PatEntry[] = [];
  for (let at = HEAD_BYTES; at + 4 <= section.length - CRC_BYTES; at += 4) {
    const program_number = u16(section, at);
    // 0 is the network's own.
    if (program_number !== 0) programs.push({ program_number, program_map_PID: u16(section, at + 2) & 0x1fff });
  }
  return { ...head, transport_stream_id: u16(section, 3), programs };
}

/** @returns `undefined` of a section that is no PMT, is not in force yet, or is damaged. What it refers to is a copy. */
export function readPmt(given: Uint8Array): PmtSection | undefined {
  const head = readHead(given, PMT_TABLE_ID);
  if (!head || given.length < HEAD_BYTES + 4 + CRC_BYTES) return undefined;
  const section = given.slice();
  const end = section.length - CRC_BYTES;
  const program_info_length = u16(section, 10) & 0x0fff;
  const streams: PmtEntry[] = [];
  for (let at = 12 + program_info_length; at + 5 <= end; ) {
    const ES_info_length = u16(section, at + 3) & 0x0fff;
    const behind = at + 5 + ES_info_length;
    if (behind > end) break;
    streams.push({
      stream_type: section[at]!,
      elementary_PID: u16(section, at + 1) & 0x1fff,
      descriptors: readDescriptors(section.subarray(at + 5, behind)),
    });
    at = behind;
  }
  return { ...head, program_number: u16(section, 3), PCR_PID: u16(section, 8) & 0x1fff, streams };
}

function readHead(section: Uint8Array, table_id: number): SectionHead | undefined {
  if (section.length < HEAD_BYTES + CRC_BYTES || section[0] !== table_id) return undefined;
  const section_syntax_indicator = section[1]! >> 7;
  const current_next_indicator = section[5]! & 1;
  if (section_syntax_indicator !== 1 || current_next_indicator !== 1 || crc32Mpeg(section) !== 0) return undefined;
  return {
    version_number: (section[5]! >> 1) & 0x1f,
    section_number: section[6]!,
    last_section_number: section[7]!,
  };
}

function readDescriptors(bytes: Uint8Array): Descriptor[] {
  const descriptors: Descriptor[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes[at + 1]!;
    if (end > bytes.length) break;
    descriptors.push({ tag: bytes[at]!, data: bytes.subarray(at + 2, end) });
    at = end;
  }
  return descriptors;
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
