/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A benchmark measures the project beside a floor or a peer in the same run, turn by turn, so that
 * whatever else the machine does hits both; what counts is the ratio. */

/* certdeskd.conf for a load from one address. */
#define DESK_BENCH_LIMITS "connections=4096\nconnections_per_address=4096\n"

typedef void (*DeskBenchFunc) (gpointer data);

/* Median seconds of one call of @run and of @floor, over @n_rounds rounds of @n_calls calls each.
 */
void desk_bench_compare (DeskBenchFunc run,
                         DeskBenchFunc floor,
                         gpointer data,
                         guint n_rounds,
                         guint n_calls,
                         double *run_seconds,
                         double *floor_seconds);

/* The median of @n values, which are sorted. */
double desk_bench_median (double *values, guint n);

/* One line of result: "name: 1.23 ms, floor 0.98 ms, ratio 0.80 (aim >= 0.50)". */
void desk_bench_report (
    const char *name, double value, double floor, const char *unit, double ratio, const char *aim);

G_END_DECLS
