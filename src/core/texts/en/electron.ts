/** Menus and questions of Electron's window, and what it says on the terminal. */
export const ELECTRON_TEXTS = {
  'menu.vehicle': '&Vehicle',
  'menu.view': '&View',
  'menu.help': '&Help',
  'menu.openFile': 'Open file…',
  'files.title': 'Open recordings and films',
  'files.films': 'Films',
  'files.all': 'All files',
  'permission.ask': 'Share the {device, select, camera {camera} other {microphone}} of this computer?',
  'permission.about':
    'Everybody who may watch this station {device, select, camera {sees} other {hears}} it, until you stop sharing or quit.',
  'permission.share': 'Share the {device, select, camera {camera} other {microphone}}',
  'permission.screen': 'Which screen or window do you want to share?',
  'permission.screen.about': 'Everybody who may watch this station sees it, until you stop sharing or quit.',
  'window.thisComputer': 'this computer',
  'window.served': 'Others find the viewer at {urls}; key g has links for them',
  'window.notServed': 'others cannot be served: {why}',
  'window.runsAlready':
    'Groundglass is running already; its window comes to the front. It takes no other settings from here.',
  'program.says': 'groundglass: {message}',
} as const;
