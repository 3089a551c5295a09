import { setTimeout as wait } from 'node:timers/promises';
import { LINK_ROLES, type LinkFailure, type LinkState } from '#contracts/link';
import type { InspectionSection } from '#core/inspection/inspection';
import { inspectionText } from '#core/inspection/inspection-text';
import type { DoctorLinkSettings } from '#core/settings/doctor-link-command';
import { english } from '#core/texts/english';
import { type PlainTextId, type Text, text } from '#core/texts/text';
import { Hub } from '#station/hub/hub';
import { inspectStream } from '#station/hub/inspect-stream';
import type { Stream } from '#station/hub/stream';
import { createLog } from '#station/log';
import { SourceList } from '#station/sources/source-list';
import { printProblem } from './terminal';

/**
 * Listens to a source for some seconds and prints what is on its link. Resolves with the exit code: 1 where nothing came.
 *
 * @param source its URL; what is printed of it has no secret
 * @param signal ends it sooner, with what was heard until then
 */
export async function runDoctorLink(
  { source, settings }: { readonly source: string; readonly settings: DoctorLinkSettings },
  signal: AbortSignal,
): Promise<number> {
  const { seconds, json, mavlinkKey: keyFile, silent } = settings;
  const hub = new Hub();
  const log = createLog('error', (line) => process.stderr.write(`${line}\n`));
  const sources = new SourceList({ hub, log, showDamaged: false, mavlink: { keyFile, silent } });
  const added = sources.add(source, { isOwners: true });
  if (!added.ok) {
    printProblem(added.message);
    return 1;
  }
  const stream = added.value;
  const release = stream.hold();
  await wait(seconds * 1000, undefined, { signal }).catch(() => undefined);
  const sections = [linksSection(stream), ...inspectStream(stream, { seesAddresses: true })];
  const hasHeard = Object.values(stream.links).some(hasData);
  release();
  await sources.close();
  const shown = json
    ? JSON.stringify({ source: stream.info.source, seconds, heard: hasHeard, sections: inWords(sections) }, null, 2)
    : inspectionText(sections, english);
  process.stdout.write(`${shown}\n`);
  return hasHeard ? 0 : 1;
}

/** What to do where a device of this computer cannot be had; of a network `why` says as much. */
const DEVICE_TIPS: Readonly<Partial<Record<LinkFailure['cause'], PlainTextId>>> = {
  absent: 'link.absent.tip',
  'no-permission': 'link.noPermission.tip',
  busy: 'link.busy.tip',
  'wrong-speed': 'link.wrongSpeed.tip',
  unsupported: 'link.unsupported.tip',
};

function linksSection({ links }: Stream): InspectionSection {
  const rows = LINK_ROLES.flatMap((role) => {
    const state = links[role];
    return state ? [{ label: text(`inspection.role.${role}`), value: stateText(state) }] : [];
  });
  const advice = LINK_ROLES.flatMap((role) => {
    const state = links[role];
    const tip = state && 'failure' in state && state.failure && DEVICE_TIPS[state.failure.cause];
    return tip ? [text(tip)] : [];
  });
  return { title: text('inspection.links'), rows, advice };
}

function hasData(state: LinkState): boolean {
  return state.state === 'open' && state.lastDataUs !== undefined;
}

function stateText(state: LinkState): Text {
  if (state.state === 'open') return text(hasData(state) ? 'inspection.link.open' : 'inspection.link.silent');
  const failure = 'failure' in state ? state.failure : undefined;
  return failure ? text('inspection.link.failed', { why: failure.detail }) : text(`inspection.link.${plain(state)}`);
}

function plain({ state }: LinkState): 'connecting' | 'stopped' {
  return state === 'stopped' ? 'stopped' : 'connecting';
}

/** For programs: the same words, as lists. */
function inWords(sections: readonly InspectionSection[]) {
  return sections.map(({ title, rows, advice }) => ({
    title: english(title),
    rows: rows.map(({ label, value }) => ({ label: english(label), value: english(value) })),
    advice: advice.map((sentence) => english(sentence)),
  }));
}
