import { afterEach, expect, it, vi } from 'vitest';
import { createLog } from '../log';
import { readAmqpSetting } from './amqp-setting';

afterEach(() => void vi.unstubAllEnvs());

function read(value: string | undefined, inVariable?: string) {
  const lines: string[] = [];
  vi.stubEnv('TEST_AMQP', inVariable);
  const url = readAmqpSetting(
    { value, variable: 'TEST_AMQP', otherwise: 'nothing is sent' },
    createLog('error', (line) => lines.push(line)),
  );
  return { where: url?.where, lines };
}

it('reads the setting before the variable, and nothing where neither names one', () => {
  expect(read('amqp://a', 'amqp://b').where).toBe('amqp://a:5672/');
  expect(read(undefined, 'amqp://b').where).toBe('amqp://b:5672/');
  expect(read(undefined, '')).toEqual({ where: undefined, lines: [] });
});

it('says what is not done where it is no URL, and no password', () => {
  const { where, lines } = read(undefined, 'http://user:secret@a');
  expect(where).toBeUndefined();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/TEST_AMQP is no URL.*nothing is sent/);
  expect(lines[0]).not.toMatch(/secret/);
});
