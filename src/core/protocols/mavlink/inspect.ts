// not shown in this file: names of the standard, as pilots know them
import type { InspectionRow, InspectionSection } from '../../inspection/inspection';
import { formatNumber } from '../../telemetry/format';
import { type Text, text, verbatim } from '../../texts/text';
import type { MavlinkLink } from './link';
import { type Component, type MessageCount, rateOf } from './vehicle/component';
import { typeName, vehicleKind } from './vehicle/kind';
import type { Vehicle } from './vehicle/vehicle';

/** MAV_SEVERITY. */
const SEVERITIES = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'] as const;

/** Messages of a component that are listed, the most frequent first. */
const MAX_MESSAGES = 25;
const MAX_STATUS_TEXTS = 10;
/** A share of packets lost that a person should know of. */
const MANY_LOST = 0.05;

/** Who is on a link of MAVLink, what they send how often, what was lost and what was said. */
export function inspectMavlink(link: MavlinkLink, nowUs: number): readonly InspectionSection[] {
  const { list } = link.vehicles;
  const refused = Object.entries(link.refused);
  const whole: InspectionSection = {
    title: text('inspection.mavlink'),
    rows: [
      row(text('inspection.bound'), link.vehicle ? vehicleName(link.vehicle) : text('inspection.unknown')),
      ...refused.map(([why, count]) => row(text('inspection.refused', { why }), verbatim(String(count)))),
    ],
    advice: [
      ...(list.length === 0 ? [text('inspection.noMavlink')] : []),
      ...(list.length > 0 && !link.vehicle ? [text('inspection.noAutopilot')] : []),
      ...(refused.length > 0 ? [text('inspection.refusedAdvice')] : []),
    ],
  };
  return [whole, ...list.map((vehicle) => vehicleSection(vehicle, nowUs))];
}

function vehicleName(vehicle: Vehicle): Text {
  const { system } = vehicle;
  const kind = vehicleKind(vehicle);
  return kind === '' ? text('inspection.system', { system }) : text('inspection.vehicle', { system, kind });
}

function vehicleSection(vehicle: Vehicle, nowUs: number): InspectionSection {
  const components = [...vehicle.components.values()];
  const texts = vehicle.statusTexts.texts.slice(-MAX_STATUS_TEXTS);
  return {
    title: vehicleName(vehicle),
    rows: [
      ...texts.map((said) => row(verbatim(SEVERITIES[said.severity] ?? ''), verbatim(said.text))),
      ...[...vehicle.video.cameras].map(([id, name]) => row(text('inspection.camera', { id }), verbatim(name))),
      ...components.flatMap((component) => componentRows(component, nowUs)),
    ],
    advice: components
      .filter((component) => lostShare(component) > MANY_LOST)
      .map((component) =>
        text('inspection.lossy', { component: component.id, percent: formatNumber(lostShare(component) * 100, 0) }),
      ),
  };
}

function componentRows(component: Component, nowUs: number): readonly InspectionRow[] {
  const { id, type, received } = component;
  const kind = type === undefined ? '' : typeName(type);
  const lost = formatNumber(lostShare(component) * 100, 1);
  const byRate = [...component.messages.values()].sort((a, b) => rateOf(b, nowUs) - rateOf(a, nowUs));
  return [
    row(text('inspection.component', { id, kind }), text('inspection.received', { received, lost })),
    ...byRate
      .slice(0, MAX_MESSAGES)
      .map((message) => row(verbatim(messageName(message)), text('inspection.hertz', { n: rateText(message, nowUs) }))),
  ];
}

function lostShare({ received, lost }: Component): number {
  return lost / Math.max(1, received + lost);
}

function messageName({ id, name }: MessageCount): string {
  return name === '' ? `#${id}` : name;
}

function rateText(message: MessageCount, nowUs: number): string {
  return formatNumber(rateOf(message, nowUs), 1);
}

function row(label: Text, value: Text): InspectionRow {
  return { label, value };
}
