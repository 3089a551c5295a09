import { randomBytes } from 'node:crypto';
import type { VehicleFile } from '#contracts/vehicle-files';
import type { NewFile } from '../../sources/accept/jt/kept-files';

const KINDS = ['picture', 'sound', 'film', 'text', 'other'] as const;
/** Stands for what a file does not have. */
const NONE = 'x';
const PATTERN =
  /^(\d{1,15})_(picture|sound|film|text|other)_(\d{1,3}|x)_([A-Za-z]{1,40})_([0-9a-z-]{1,60})_[0-9a-f]{8}\.[a-z0-9]{1,8}$/;

/** A name that says all that is known of a file, so that a folder needs no index. The same at no other time. */
export function nameOf({ takenMs, kind, channel, event, alarm, extension }: NewFile): string {
  const fields = [Math.max(0, Math.round(takenMs)), kind, channel ?? NONE, event ?? NONE, alarm ?? NONE];
  return `${fields.join('_')}_${randomBytes(4).toString('hex')}.${/^[a-z0-9]{1,8}$/.test(extension) ? extension : 'bin'}`;
}

/** What a name says; `undefined` where it is not of this kind. */
export function readName(name: string, bytes: number): VehicleFile | undefined {
  const match = PATTERN.exec(name);
  if (!match) return undefined;
  const [, takenMs, kind, channel, event, alarm] = match;
  return {
    id: name,
    kind: KINDS.find((one) => one === kind) ?? 'other',
    takenMs: Number(takenMs),
    bytes,
    ...(channel !== NONE && { channel: Number(channel) }),
    ...(event !== undefined && event !== NONE && { event }),
    ...(alarm !== undefined && alarm !== NONE && { alarm }),
  };
}
