#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The CertDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-under-x.sh PROGRAM [ARGUMENT...]: runs a program with a display, a session bus and a home of
# its own, in Chinese; everything it started is stopped and removed when it ends.
set -u

run_dir=$(mktemp -d "${TMPDIR:-/tmp}/certdesk-x.XXXXXX")
mkdir -m 0700 "$run_dir/run" "$run_dir/home"
server=
program=

finish() {
  # A program that was aborted leaves what it had started; all of it is in one process group.
  [ -n "$program" ] && kill -- "-$program" 2>/dev/null
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  rm -rf "$run_dir"
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# The server writes the display's number once it takes connections.
mkfifo "$run_dir/display"
Xvfb -displayfd 3 -screen 0 "${DESK_TEST_SCREEN:-1400x1000x24}" -dpi 96 -nolisten tcp -noreset \
  3>"$run_dir/display" 2>"$run_dir/xvfb.log" &
server=$!
if ! read -r -t 20 number <"$run_dir/display"; then
  cat "$run_dir/xvfb.log" >&2
  echo "Bail out! no display"
  exit 1
fi

# GTK's own Chinese needs the locale; where the system lacks it, one is made beside the build.
if ! locale -a 2>/dev/null | grep -qi '^zh_CN\.utf-\?8$'; then
  locales=${DESK_TEST_BUILD_DIR:-$run_dir}/tests/locale
  mkdir -p "$locales"
  (
    flock 9
    [ -d "$locales/zh_CN.UTF-8" ] || localedef -i zh_CN -f UTF-8 "$locales/zh_CN.UTF-8" >/dev/null 2>&1
  ) 9>"$locales/lock"
  [ -d "$locales/zh_CN.UTF-8" ] && export LOCPATH="$locales"
fi
export LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8 LANGUAGE=zh_CN
[ -n "${DESK_TEST_BUILD_DIR:-}" ] && export CERTDESK_LOCALE_DIR="$DESK_TEST_BUILD_DIR/po"

export DISPLAY=:$number GDK_BACKEND=x11 GSK_RENDERER=cairo
export HOME=$run_dir/home XDG_RUNTIME_DIR=$run_dir/run
export XDG_CONFIG_HOME=$HOME/.config XDG_CACHE_HOME=$HOME/.cache XDG_DATA_HOME=$HOME/.local/share
export GSETTINGS_BACKEND=memory GTK_IM_MODULE=gtk-im-context-simple
export GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1 TZ=${DESK_TEST_TZ:-Asia/Shanghai}
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GTK_THEME

setsid dbus-run-session -- "$@" &
program=$!
wait "$program"
exit "$?"
