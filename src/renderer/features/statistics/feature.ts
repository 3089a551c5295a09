import type { Feature } from '../../viewer/viewer';
import { StatisticsPanel } from './StatisticsPanel';

/** Figures for those who want them. */
export const statistics: Feature = {
  id: 'statistics',
  actions: {
    toggleStatistics: ({ store }) => store.setState(({ statisticsOpen }) => ({ statisticsOpen: !statisticsOpen })),
  },
  parts: { figures: StatisticsPanel },
};
