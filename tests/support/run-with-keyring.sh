#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-with-keyring.sh PROGRAM [ARGUMENT...]: runs a program with a session bus and an unlocked Secret
# Service of its own, and leaves nothing behind. Without gnome-keyring the program is told by
# DESK_TEST_NO_KEYRING.
set -u

run_dir=$(mktemp -d "${TMPDIR:-/tmp}/certdesk-keyring.XXXXXX")
trap 'rm -rf "$run_dir"' EXIT
mkdir -m 0700 "$run_dir/run" "$run_dir/home"
export HOME=$run_dir/home XDG_RUNTIME_DIR=$run_dir/run
export XDG_DATA_HOME=$HOME/.local/share XDG_CACHE_HOME=$HOME/.cache XDG_CONFIG_HOME=$HOME/.config
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY

if ! command -v gnome-keyring-daemon > /dev/null; then
  export DESK_TEST_NO_KEYRING=1
  "$@"
  exit
fi

# The daemon belongs to the bus and ends with it; the password of a keyring nobody else sees is empty.
dbus-run-session -- bash -c '
  printf "\n" | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null 2>&1 &
  daemon=$!
  for _ in $(seq 100); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
      org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2> /dev/null \
      | grep -q "boolean true" && break
    sleep 0.05
  done
  "$@"
  status=$?
  kill "$daemon" 2> /dev/null
  wait "$daemon" 2> /dev/null
  exit "$status"
' keyring "$@"
