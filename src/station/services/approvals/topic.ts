import { approvalsTopic } from '#contracts/topics/approvals';
import { APPROVALS } from '../../approvals/approvals';
import { needsChange, WATCH_ONLY } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';

/** Asks a person who else may come. A viewer that may not answer is not told who waits. */
export const approvalsHandler = stationTopic({
  contract: approvalsTopic,
  needs: needsChange(WATCH_ONLY),
  open({ station, rights, tell }) {
    const approvals = station.get(APPROVALS);
    if (!approvals || !rights.mayChange) return {};
    const tellPending = () => tell({ type: 'approvals', pending: [...approvals.pending] });
    if (approvals.pending.length > 0) tellPending();
    return { answer: ({ id, allow }) => approvals.answer(id, allow), end: approvals.onChange(tellPending) };
  },
});
