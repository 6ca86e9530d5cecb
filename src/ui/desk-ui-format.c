/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

static char *
format (gint64 unix_seconds, const char *pattern)
{
  g_autoptr (GDateTime) time = NULL;

  if (unix_seconds == 0)
    return g_strdup ("");

  time = g_date_time_new_from_unix_local (unix_seconds);
  return time != NULL ? g_date_time_format (time, pattern) : g_strdup ("");
}

char *
desk_ui_format_date (gint64 unix_seconds)
{
  return format (unix_seconds, "%Y-%m-%d");
}

char *
desk_ui_format_date_time (gint64 unix_seconds)
{
  return format (unix_seconds, "%Y-%m-%d %H:%M");
}

/* Days since 1970-01-01 in local time. */
static gint64
day_of (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL
             ? (unix_seconds + g_date_time_get_utc_offset (time) / G_TIME_SPAN_SECOND) / 86400
             : 0;
}

char *
desk_ui_format_recent (gint64 unix_seconds, gint64 now)
{
  gint64 days = day_of (now) - day_of (unix_seconds);

  if (unix_seconds == 0)
    return g_strdup ("");
  if (days == 0)
    /* Translators: a time of today, in the format of g_date_time_format(). */
    return format (unix_seconds, _ ("today %H:%M"));
  if (days == 1)
    /* Translators: a time of yesterday, in the format of g_date_time_format(). */
    return format (unix_seconds, _ ("yesterday %H:%M"));

  return desk_ui_format_date_time (unix_seconds);
}

gint64
desk_ui_format_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

char *
desk_ui_format_amount (gint64 amount_fen)
{
  return g_strdup_printf ("¥%" G_GINT64_FORMAT ".%02d", amount_fen / 100, (int) (amount_fen % 100));
}
