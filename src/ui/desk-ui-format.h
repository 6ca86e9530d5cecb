/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times and amounts as a person reads them, in local time. Each returns a new string. */

/* "2026-11-22"; "" for 0. */
char *desk_ui_format_date (gint64 unix_seconds);

/* "2026-11-22 14:30"; "" for 0. */
char *desk_ui_format_date_time (gint64 unix_seconds);

/* The same with the day in words where it is near: "今天 14:30", "昨天 14:30". @now: Unix seconds.
 */
char *desk_ui_format_recent (gint64 unix_seconds, gint64 now);

/* Unix seconds now, for what is shown only. */
gint64 desk_ui_format_now (void);

/* "¥240.00" from 1/100 yuan. */
char *desk_ui_format_amount (gint64 amount_fen);

G_END_DECLS
