import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { cpuRows } from './geometry';
import { cpuView, describeCpu } from './view';

describe('the CPU', () => {
  it('shows temperature and load', () => {
    expect(cpuRows(cpuView({ cpuTempC: 54.21, cpuPercent: 22.6 }, undefined))).toEqual([
      { label: 'instrument.cpu.temperature', value: '54.2 °C', level: 'normal' },
      { label: 'instrument.cpu.load', value: '23%' },
    ]);
  });

  it('shows dashes where nothing was sent', () => {
    expect(cpuRows(cpuView(undefined, undefined)).map(({ value }) => value)).toEqual(['–', '–']);
  });

  it('says in words what the colour says', () => {
    expect(english(describeCpu(cpuView({ cpuTempC: 76 }, undefined)))).toBe(
      'CPU: temperature 76.0 °C warm, load unknown',
    );
    expect(english(describeCpu(cpuView({ cpuTempC: 84, cpuPercent: 5 }, 3000)))).toBe(
      'CPU: temperature 84.0 °C too hot, load 5%, 3 s old',
    );
  });
});
