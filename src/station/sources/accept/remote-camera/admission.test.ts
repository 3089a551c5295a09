import { expect, it } from 'vitest';
import { Approvals } from '../../../approvals/approvals';
import { Admission } from './admission';

const MOST = 256;

it('remembers what was said of the last 256 phones', async () => {
  const approvals = new Approvals();
  const admission = new Admission({ approvals, acceptNew: false, pairingCode: undefined });
  const phone = (n: number) => ({ sourceID: `${n}`, deviceName: '', address: '10.0.0.1', pairingCode: undefined });
  approvals.onChange(() => {
    for (const { id } of approvals.pending) approvals.answer(id, true);
  });
  for (let n = 0; n <= MOST; n++) expect(await admission.ask(phone(n), new AbortController().signal)).toBe(true);
  expect([0, 1, MOST].map((n) => admission.known(phone(n)))).toEqual([undefined, true, true]);
});
