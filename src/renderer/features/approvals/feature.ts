import type { Feature } from '../../viewer/viewer';
import { ApprovalRequest } from './ApprovalRequest';
import { approvalsState } from './approvals-state';

/** Asks the person whether to let in those who wait. */
export const approvals: Feature = {
  id: 'approvals',
  state: approvalsState,
  handle: { approvals: ({ pending }, viewer) => viewer.get(approvalsState).setState({ pending }) },
  onLinkClose: (viewer) => viewer.get(approvalsState).setState({ pending: [] }),
  parts: { badge: ApprovalRequest },
};
