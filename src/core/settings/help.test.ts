import { describe, expect, it } from 'vitest';
import readme from '../../../README.md?raw';
import { GATEWAY_FLAGS } from './gateway-flags';
import { helpMarkdown, helpText } from './help';
import { RECORD_COMMAND_FLAGS } from './record-command';
import { SIMULATE_DASHCAM_FLAGS } from './simulate-dashcam-flags';
import { SIMULATE_PI_FLAGS } from './simulate-flags';
import { SIMULATE_PHONE_FLAGS } from './simulate-phone-flags';
import { SIMULATE_PUSH_FLAGS } from './simulate-push-flags';
import { VIEW_FLAGS } from './view-flags';

/** What stands in the README between `<!-- name -->` and `<!-- /name -->`. */
function section(name: string): string {
  return new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(readme)?.[1]?.trim() ?? '';
}

describe("the README's tables", () => {
  // To bring them up to date: node scripts/write-readme-tables.mjs
  it('have every flag of the viewer as --help has it', () => {
    expect(section('flags')).toBe(helpMarkdown(VIEW_FLAGS));
  });

  it('have every flag of the gateway', () => {
    expect(section('gateway-flags')).toBe(helpMarkdown(GATEWAY_FLAGS));
  });

  it('have every flag of record', () => {
    expect(section('record-flags')).toBe(helpMarkdown(RECORD_COMMAND_FLAGS));
  });

  it('have every flag of the simulator', () => {
    expect(section('simulate-flags')).toBe(helpMarkdown(SIMULATE_PI_FLAGS));
  });

  it('have every flag of the other simulators', () => {
    expect(section('phone-flags')).toBe(helpMarkdown(SIMULATE_PHONE_FLAGS));
    expect(section('dashcam-flags')).toBe(helpMarkdown(SIMULATE_DASHCAM_FLAGS));
    expect(section('push-flags')).toBe(helpMarkdown(SIMULATE_PUSH_FLAGS));
  });
});

describe('the help text', () => {
  it.each([80, 100, 120])('fits a terminal of %i columns', (width) => {
    for (const line of helpText(VIEW_FLAGS, width).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('begins every flag on a line of its own', () => {
    const text = helpText(VIEW_FLAGS);
    for (const flag of ['--host ADDR', '--shell electron|browser|none', '--help']) {
      expect(text).toMatch(new RegExp(`^  ${flag.replaceAll('|', '\\|')}\\b`, 'm'));
    }
  });
});
