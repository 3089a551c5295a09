import { filePath, oneOf } from './flag';
import { INTAKE, OWN, settingsIn } from './setting';

/** Where settings come from, and how much the program says. */
export const PROGRAM_SETTINGS = {
  ...settingsIn('program', INTAKE, {
    settings: {
      label: 'setting.settings',
      kind: filePath,
      description: 'setting.settings.about',
      only: 'flag',
    },
    logFile: {
      label: 'setting.logFile',
      kind: filePath,
      description: 'setting.logFile.about',
    },
  }),
  ...settingsIn('program', OWN, {
    logLevel: {
      label: 'setting.logLevel',
      kind: oneOf('error', 'warn', 'info', 'debug'),
      description: 'setting.logLevel.about',
      default: 'warn',
    },
  }),
};
