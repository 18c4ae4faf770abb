#!/usr/bin/env bash
# Installs what the tests need beside Go, from Debian's packages, and does
# nothing where it is there already.
#   chromium    pages are tested in a real browser
#   postgresql  everything that touches data is tested on both databases
#   gcc         only with the argument "race": the race detector links with it
set -euo pipefail

has_postgresql() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
has_postgresql || missing+=(postgresql)
if [ "${1:-}" = race ] && ! command -v "${CC:-gcc}" >/dev/null; then
  missing+=(gcc libc6-dev)
fi
[ ${#missing[@]} -gt 0 ] || exit 0

by_hand() {
  echo "The tests need: ${missing[*]}." >&2
  echo "$1 Install them by hand, then run this again. Without them the tests that need them are skipped." >&2
  # Where CI is set nothing may be skipped, so there it ends here.
  [ -z "${CI:-}" ] || exit 1
  exit 0
}

command -v apt-get >/dev/null || by_hand "There is no apt-get on this machine."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || by_hand "Installing needs root, and there is no sudo."
  as_root=(sudo)
fi

echo "Installing for the tests: ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
