import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { ACTIONS, type ActionId } from '#contracts/actions';
import { IPC } from '#contracts/bridge';
import type { WindowFiles } from './file-chooser';

/**
 * The same actions as the keys, in the application's menu. Their keys are shown and not registered: the page handles
 * them itself, in both shells alike.
 */
export function setMenu(window: BrowserWindow, files: WindowFiles): void {
  const item = (id: ActionId): MenuItemConstructorOptions => ({
    label: ACTIONS[id].label,
    accelerator: ACTIONS[id].key.toUpperCase(),
    registerAccelerator: false,
    click: () => window.webContents.send(IPC.action, id),
  });
  const menu = Menu.buildFromTemplate([
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&Vehicle',
      submenu: [
        item('changeVehicle'),
        item('cameras'),
        item('shareCamera'),
        item('gateway'),
        item('toggleRecording'),
        item('recordBefore'),
        item('mark'),
        item('library'),
        item('clip'),
        item('jobs'),
        { label: 'Open file…', accelerator: 'CommandOrControl+O', click: () => void files.open() },
        item('snapshot'),
        item('snapshotJpeg'),
        item('retry'),
        { type: 'separator' },
        item('quit'),
      ],
    },
    {
      label: '&View',
      submenu: [item('toggleOverlay'), item('toggleFullscreen'), item('toggleStatistics'), item('toggleWall')],
    },
    ...(process.platform === 'darwin' ? [{ role: 'editMenu' as const }] : []),
    { label: '&Help', submenu: [item('toggleKeys')] },
  ]);
  Menu.setApplicationMenu(menu);
}
