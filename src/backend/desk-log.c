/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-log.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0 && fields[i].length < 0)
      return fields[i].value;

  return NULL;
}

/* What a client chose must not look like lines of its own. */
static void
append_on_one_line (GString *line, const char *text)
{
  for (; *text != '\0'; text++)
    g_string_append_c (line, g_ascii_iscntrl (*text) ? ' ' : *text);
}

static void
append_time (GString *line)
{
  gint64 now = g_get_real_time ();
  time_t seconds = (time_t) (now / G_USEC_PER_SEC);
  struct tm utc;
  char text[32];

  gmtime_r (&seconds, &utc);
  strftime (text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  g_string_append_printf (line, "%s.%03dZ ", text, (int) (now % G_USEC_PER_SEC / 1000));
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = find_field (fields, n_fields, "MESSAGE");
  g_autoptr (GString) line = NULL;

  if ((level & G_LOG_LEVEL_MASK) != G_LOG_LEVEL_MESSAGE || domain == NULL || message == NULL)
    return g_log_writer_default (level, fields, n_fields, user_data);

  line = g_string_sized_new (256);
  append_time (line);
  g_string_append (line, domain);
  g_string_append (line, ": ");
  append_on_one_line (line, message);
  g_string_append_c (line, '\n');
  /* A log that cannot be written is no reason to stop. */
  return write (STDERR_FILENO, line->str, line->len) == (gssize) line->len ? G_LOG_WRITER_HANDLED
                                                                           : G_LOG_WRITER_UNHANDLED;
}

void
desk_log_install (void)
{
  if (!g_log_writer_is_journald (STDERR_FILENO))
    g_log_set_writer_func (write_line, NULL, NULL);
}
