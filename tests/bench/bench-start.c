/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From exec to the first frame, and the memory then held, beside an empty window of the same
 * toolkit. Arguments: EMPTY-WINDOW CERTDESK. Needs a display. */

#include "desk-bench.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define N_ROUNDS   11
#define TIMEOUT_MS 20000
/* Smaller damage is a pointer or a tooltip, not a window's content. */
#define FRAME_MIN_SIZE 200
#define SETTLE_US      (1500 * 1000)

typedef struct {
  Display *display; /* owned */
  int damage_event; /* first event number of the extension */
} Observer;

typedef struct {
  double seconds; /* exec to first frame */
  double pss_mib; /* proportional set size once settled */
} Start;

static void
open_screen (Observer *screen)
{
  int error_base;

  screen->display = XOpenDisplay (NULL);
  g_assert_nonnull (screen->display);
  g_assert_true (XDamageQueryExtension (screen->display, &screen->damage_event, &error_base));
  XDamageCreate (screen->display, DefaultRootWindow (screen->display), XDamageReportRawRectangles);
  XSync (screen->display, True);
}

static gboolean
is_frame (Observer *screen, XEvent *event)
{
  XDamageNotifyEvent *damage = (XDamageNotifyEvent *) event;

  return event->type == screen->damage_event + XDamageNotify && damage->area.width >= FRAME_MIN_SIZE
         && damage->area.height >= FRAME_MIN_SIZE;
}

static void
wait_for_frame (Observer *screen)
{
  struct pollfd descriptor = { .fd = ConnectionNumber (screen->display), .events = POLLIN };
  gboolean seen = FALSE;

  while (!seen) {
    XEvent event;

    if (XPending (screen->display) == 0)
      g_assert_cmpint (poll (&descriptor, 1, TIMEOUT_MS), >, 0);
    while (!seen && XPending (screen->display) > 0) {
      XNextEvent (screen->display, &event);
      seen = is_frame (screen, &event);
    }
  }
}

static double
read_pss_mib (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup", pid);
  g_autofree char *text = NULL;
  const char *line;
  long kib = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  line = strstr (text, "\nPss:");
  if (line != NULL)
    sscanf (line, "\nPss: %ld kB", &kib);
  return (double) kib / 1024;
}

static Start
start_once (Observer *screen, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  Start start;

  g_assert_no_error (error);
  wait_for_frame (screen);
  start.seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_usleep (SETTLE_US);
  start.pss_mib = read_pss_mib (g_subprocess_get_identifier (process));
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  XSync (screen->display, True);
  return start;
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = g_dir_make_tmp ("desk-bench-XXXXXX", NULL);
  const char *empty[] = { argv[1], NULL };
  /* Nothing listens there: the first window must not wait for a server. */
  const char *client[]
      = { argv[2], "--server", "http://127.0.0.1:9", "--data-dir", directory, NULL };
  double seconds[2][N_ROUNDS];
  double pss[2][N_ROUNDS];
  Observer screen;
  double values[4];

  g_assert_cmpint (argc, ==, 3);
  open_screen (&screen);
  for (int i = -1; i < N_ROUNDS; i++) {
    Start floor = start_once (&screen, empty);
    Start run = start_once (&screen, client);

    /* The first round fills the page cache. */
    if (i < 0)
      continue;
    seconds[0][i] = floor.seconds;
    seconds[1][i] = run.seconds;
    pss[0][i] = floor.pss_mib;
    pss[1][i] = run.pss_mib;
  }

  for (int i = 0; i < 2; i++) {
    values[i] = desk_bench_median (seconds[i], N_ROUNDS);
    values[2 + i] = desk_bench_median (pss[i], N_ROUNDS);
  }
  desk_bench_report ("client, exec to first frame / empty window", values[1] * 1000,
                     values[0] * 1000, "ms", values[1] / values[0], "<= 1.50");
  desk_bench_report ("client, memory (PSS) / empty window", values[3], values[2], "MiB",
                     values[3] / values[2], "<= 1.50");
  XCloseDisplay (screen.display);
  return 0;
}
