#!/bin/sh
# Installs the host as a service on a Raspberry Pi, from the checkout or the unpacked archive that this file is in; `uninstall`
# takes all of it away again. It says what it will do and asks before it does anything as root; `--yes` asks nothing.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
# For trials: another root of the file system, which must be writable, and nothing is started.
root=${GROUNDGLASS_ROOT:-}
place=$root/opt/groundglass
unit=$root/etc/systemd/system/groundglass-host.service
options=$root/etc/default/groundglass-host
action=install
sure=no
for argument in "$@"; do
  case $argument in
    install | uninstall) action=$argument ;;
    --yes) sure=yes ;;
    *)
      echo "usage: install.sh [install | uninstall] [--yes]" >&2
      exit 2
      ;;
  esac
done

ask() {
  [ "$sure" = yes ] && return
  printf '%s [y/N] ' "$1"
  read -r answer || answer=n
  case $answer in y | Y | yes) ;; *) echo 'Nothing was changed.'; exit 1 ;; esac
}

as_root() {
  if [ -n "$root" ] || [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

service() {
  [ -n "$root" ] || as_root systemctl "$@"
}

if [ "$action" = uninstall ]; then
  echo "Will stop the service and delete $place, $unit and $options."
  ask 'Do that?'
  service disable --now groundglass-host.service || true
  as_root rm -rf "$place"
  as_root rm -f "$unit" "$options"
  service daemon-reload
  echo 'The host is gone.'
  exit 0
fi

program=$here/out/cli/index.js
[ -f "$program" ] || { echo "$program is missing: build it first (npm ci && npm run build)." >&2; exit 1; }
node=$(command -v node || true)
[ -n "$node" ] || { echo 'Node is missing: sudo apt install nodejs (20.19 or newer).' >&2; exit 1; }
"$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  { echo "Node $("$node" --version) is too old: 20.19 or newer is needed." >&2; exit 1; }

echo "Will copy the program to $place, write $unit, and start it at each boot, as a user of its own."
ask 'Do that?'
as_root mkdir -p "$place/out" "$place/docs" "$(dirname "$unit")" "$(dirname "$options")"
as_root cp -r "$here/out/cli" "$place/out/"
as_root cp "$here/package.json" "$here/LICENSE" "$place/"
as_root cp "$here/docs/host.md" "$place/docs/"
as_root cp "$here/resources/host/groundglass-host.service" "$unit"
if [ ! -f "$options" ]; then
  as_root sh -c "printf '%s\n' '# Flags of groundglass host, such as --width 1280 --height 720' 'GROUNDGLASS_HOST_OPTIONS=\"\"' > '$options'"
fi
service daemon-reload
service enable --now groundglass-host.service
echo "The host runs. Its flags are in $options; what it says: journalctl -u groundglass-host. To undo all this: $0 uninstall"
