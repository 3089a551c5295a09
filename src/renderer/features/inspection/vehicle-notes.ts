import type { Heard, HeardVehicle } from '#core/protocols/mavlink/heard';
import { type Text, text } from '#core/texts/text';

/** What a person should know of the vehicles on a link, and may do about. */
export interface VehicleNote {
  readonly message: Text;
  readonly tip: Text;
  readonly severity: 'caution' | 'warning';
  /** What it is about: one that was read comes again when that is something else. */
  readonly about: string;
  /** Whether there is something to choose. */
  readonly canChoose: boolean;
}

/** `System 1: Quadrotor, ArduPilot`. */
export function vehicleText({ system, kind }: Pick<HeardVehicle, 'system' | 'kind'>): Text {
  return kind === '' ? text('inspection.system', { system }) : text('inspection.vehicle', { system, kind });
}

/** @returns `undefined` where one vehicle is on the link, or the one that was chosen does well */
export function vehicleNote(heard: Heard | undefined): VehicleNote | undefined {
  if (!heard || heard.shown === undefined) return undefined;
  const { vehicles, shown, by } = heard;
  const canChoose = by !== 'address';
  const current = vehicles.find(({ system }) => system === shown);
  const vehicle = vehicleText(current ?? { system: shown, kind: '' });
  const speaking = vehicles.filter(({ system, silent }) => system !== shown && !silent);
  if ((!current || current.silent) && speaking.length > 0) {
    const tip = text(canChoose ? 'heard.silent.tip' : 'heard.silent.addressTip');
    const about = JSON.stringify([shown, ...speaking.map(({ system }) => system)]);
    return { severity: 'warning', message: text('heard.silent', { vehicle }), tip, about, canChoose };
  }
  if (by !== undefined || vehicles.length < 2) return undefined;
  return {
    ...{ severity: 'caution', canChoose, about: JSON.stringify(vehicles.map(({ system }) => system)) },
    message: text('heard.several', { n: vehicles.length, vehicle }),
    tip: text('heard.several.tip'),
  };
}
