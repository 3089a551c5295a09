import { NalUnitType, nalUnitType } from './nal';

/** An access unit delimiter (7.3.2.4) that allows any slice type, which is true of every picture. */
export const DELIMITER = Uint8Array.of(0, 0, 0, 1, 0x09, 0xf0);

/** A picture without the access unit delimiter that it begins with. @param data Annex B; what is returned is a view of it */
export function withoutDelimiter(data: Uint8Array): Uint8Array {
  const startCode = data[2] === 1 ? 3 : 4;
  return nalUnitType(data[startCode] ?? 0) === NalUnitType.accessUnitDelimiter ? data.subarray(startCode + 2) : data;
}
