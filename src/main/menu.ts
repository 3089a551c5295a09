import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { ACTIONS, type ActionEntry, type MenuPlace } from '#contracts/actions';
import { IPC } from '#contracts/bridge';
import { english } from '#core/texts/english';
import type { WindowFiles } from './file-chooser';

/** An item at its place in one of the menus. */
interface PlacedItem {
  readonly place: MenuPlace;
  readonly item: MenuItemConstructorOptions;
}

/**
 * The same actions as the keys, in the application's menu. Their keys are shown and not registered: the page handles
 * them itself, in both shells alike.
 */
export function setMenu(window: BrowserWindow, files: WindowFiles): void {
  const items: readonly PlacedItem[] = [
    ...actionItems((id) => window.webContents.send(IPC.action, id)),
    {
      place: { menu: 'vehicle', at: 12 },
      item: { label: english('menu.openFile'), accelerator: 'CommandOrControl+O', click: () => void files.open() },
    },
    { place: { menu: 'vehicle', at: 16 }, item: { type: 'separator' } },
  ];
  const submenu = (menu: MenuPlace['menu']) =>
    items
      .filter(({ place }) => place.menu === menu)
      .sort((a, b) => a.place.at - b.place.at)
      .map(({ item }) => item);
  const isMac = process.platform === 'darwin';
  const menu = Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: english('menu.vehicle'), submenu: submenu('vehicle') },
    { label: english('menu.view'), submenu: submenu('view') },
    ...(isMac ? [{ role: 'editMenu' as const }] : []),
    { label: english('menu.help'), submenu: submenu('help') },
  ]);
  Menu.setApplicationMenu(menu);
}

function actionItems(send: (action: string) => void): readonly PlacedItem[] {
  return Object.entries<ActionEntry>(ACTIONS).flatMap(([id, { key, label, place }]) =>
    place
      ? [
          {
            place,
            item: {
              label: english(label),
              accelerator: key.toUpperCase(),
              registerAccelerator: false,
              click: () => send(id),
            },
          },
        ]
      : [],
  );
}
