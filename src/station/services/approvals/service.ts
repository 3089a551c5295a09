import { APPROVALS, Approvals } from '../../approvals/approvals';
import { service } from '../../extension/service';
import { approvalsHandler } from './topic';

/** Has a person asked who else may come. */
export const approvalsService = service({
  id: 'approvals',
  flags: {},
  closes: 'listeners',
  topics: [approvalsHandler],
  start({ provide }) {
    const approvals = new Approvals();
    provide(APPROVALS, approvals);
    return approvals;
  },
});
