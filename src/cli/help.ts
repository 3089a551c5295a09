import type { Command } from '#core/settings/command';
import { DOCTOR_LINK_FLAGS } from '#core/settings/doctor-link-command';
import { EXPORT_FLAGS } from '#core/settings/export-command';
import { GATEWAY_FLAGS } from '#core/settings/gateway-flags';
import { helpText } from '#core/settings/help';
import { HOST_FLAGS } from '#core/settings/host-flags';
import { PLAY_FLAGS } from '#core/settings/play-command';
import { RECORD_COMMAND_FLAGS, REPAIR_HELP } from '#core/settings/record-command';
import { SIMULATE_DASHCAM_FLAGS } from '#core/settings/simulate-dashcam-flags';
import { SIMULATE_PI_FLAGS } from '#core/settings/simulate-flags';
import { SIMULATE_MAVLINK_FLAGS } from '#core/settings/simulate-mavlink-flags';
import { SIMULATE_MSP_FLAGS } from '#core/settings/simulate-msp-flags';
import { SIMULATE_PHONE_FLAGS } from '#core/settings/simulate-phone-flags';
import { SIMULATE_PUSH_FLAGS } from '#core/settings/simulate-push-flags';
import { TOKEN_HELP } from '#core/settings/token-command';
import { type UsageRow, usageText } from '#core/settings/usage';
import type { FlagTable } from '#core/settings/values';
import { VIEW_FLAGS } from '#core/settings/view-flags';
import type { PlainTextId } from '#core/texts/text';

/** What `--help` can be asked about. */
export type HelpTopic = Extract<Command, { kind: 'help' }>['topic'];

/** What `--help` says of a command. */
export function helpOf(topic: HelpTopic): string {
  return HELP[topic]();
}

const VIEW_USAGE: readonly UsageRow[] = [
  ['groundglass --host 192.168.1.100', 'help.view.host'],
  ['groundglass', 'help.view.ask'],
  ['groundglass demo', 'help.view.demo'],
  ['groundglass play FILE', 'help.view.play'],
  ['groundglass gateway', 'help.view.gateway'],
  ['groundglass host', 'help.view.hostProgram'],
  ['groundglass record --host …', 'help.view.record'],
  ['groundglass repair FILE', 'help.view.repair'],
  ['groundglass export FILE', 'help.view.export'],
  ['groundglass doctor', 'help.view.doctor'],
  ['groundglass doctor link URL', 'help.view.doctorLink'],
  ['groundglass token', 'help.view.token'],
  ['groundglass simulate pi', 'help.view.simulatePi'],
  ['groundglass simulate phone', 'help.view.simulatePhone'],
  ['groundglass simulate dashcam', 'help.view.simulateDashcam'],
  ['groundglass simulate mavlink', 'help.view.simulateMavlink'],
  ['groundglass simulate msp', 'help.view.simulateMsp'],
  ['groundglass simulate push', 'help.view.simulatePush'],
];
const PLAY_USAGE: readonly UsageRow[] = [['groundglass play FILE …', 'help.play.files']];
const GATEWAY_USAGE: readonly UsageRow[] = [
  ['groundglass gateway --source pi://192.168.1.100 --source pi://10.0.0.7:9000?telemetry=9001&name=Rover'],
];
const HOST_USAGE: readonly UsageRow[] = [
  ['groundglass host', 'help.host.usual'],
  ['groundglass host --check', 'help.host.check'],
];
const DOCTOR_USAGE: readonly UsageRow[] = [['groundglass doctor > report.txt', 'help.doctor.print']];
const DOCTOR_LINK_USAGE: readonly UsageRow[] = [['groundglass doctor link mavlink+udp://0.0.0.0:14550 --seconds 10']];
const RECORD_USAGE: readonly UsageRow[] = [['groundglass record --host 192.168.1.100 --for 10m --out flights']];
const EXPORT_USAGE: readonly UsageRow[] = [
  ['groundglass export flight.mp4 --from 1m20s --to 1m50s'],
  ['groundglass export flight.mp4 --from 1m20s --to 1m50s --overlay --size 720 --out clip.mp4'],
];

function whole(about: PlainTextId, usage: readonly UsageRow[], flags: FlagTable): () => string {
  return () => `${usageText(about, usage)}\n\n${helpText(flags)}`;
}

const HELP: Readonly<Record<HelpTopic, () => string>> = {
  view: whole('help.view', VIEW_USAGE, VIEW_FLAGS),
  play: whole('help.play', PLAY_USAGE, PLAY_FLAGS),
  gateway: whole('help.gateway', GATEWAY_USAGE, GATEWAY_FLAGS),
  host: whole('help.host', HOST_USAGE, HOST_FLAGS),
  doctor: whole('help.doctor', DOCTOR_USAGE, VIEW_FLAGS),
  'doctor-link': whole('help.doctorLink', DOCTOR_LINK_USAGE, DOCTOR_LINK_FLAGS),
  token: () => TOKEN_HELP,
  record: whole('help.record', RECORD_USAGE, RECORD_COMMAND_FLAGS),
  repair: () => REPAIR_HELP,
  export: whole('help.export', EXPORT_USAGE, EXPORT_FLAGS),
  'simulate-pi': whole('help.simulatePi', [], SIMULATE_PI_FLAGS),
  'simulate-push': whole('help.simulatePush', [], SIMULATE_PUSH_FLAGS),
  'simulate-phone': whole('help.simulatePhone', [], SIMULATE_PHONE_FLAGS),
  'simulate-mavlink': whole('help.simulateMavlink', [], SIMULATE_MAVLINK_FLAGS),
  'simulate-msp': whole('help.simulateMsp', [], SIMULATE_MSP_FLAGS),
  'simulate-dashcam': whole('help.simulateDashcam', [], SIMULATE_DASHCAM_FLAGS),
};
