import { app } from 'electron';
import { registerAppScheme } from './app-protocol';
import { confine } from './security';

/*
 * What must be done before Electron is ready. An entry of its own, since some runtimes load an unpackaged application
 * only after that; the command line hands it over with `-r`, which every runtime loads first.
 */

// The live path is never throttled, whether anybody looks or not.
app.commandLine.appendSwitch('disable-background-timer-throttling');
app.commandLine.appendSwitch('disable-renderer-backgrounding');
app.commandLine.appendSwitch('disable-backgrounding-occluded-windows');
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
registerAppScheme();
confine();
