/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-bench.h"

#include <stdlib.h>

static double
time_calls (DeskBenchFunc run, gpointer data, guint n_calls)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_calls; i++)
    run (data);

  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC / n_calls;
}

static int
compare_doubles (const void *a, const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

double
desk_bench_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

void
desk_bench_compare (DeskBenchFunc run,
                    DeskBenchFunc floor,
                    gpointer data,
                    guint n_rounds,
                    guint n_calls,
                    double *run_seconds,
                    double *floor_seconds)
{
  g_autofree double *runs = g_new (double, n_rounds);
  g_autofree double *floors = g_new (double, n_rounds);

  /* Fonts, caches and lazily loaded algorithms are nobody's cost per call. */
  run (data);
  floor (data);

  for (guint i = 0; i < n_rounds; i++) {
    runs[i] = time_calls (run, data, n_calls);
    floors[i] = time_calls (floor, data, n_calls);
  }

  *run_seconds = desk_bench_median (runs, n_rounds);
  *floor_seconds = desk_bench_median (floors, n_rounds);
}

void
desk_bench_report (
    const char *name, double value, double floor, const char *unit, double ratio, const char *aim)
{
  g_print ("%s: %.3f %s, floor %.3f %s, ratio %.2f (aim %s)\n", name, value, unit, floor, unit,
           ratio, aim);
}
