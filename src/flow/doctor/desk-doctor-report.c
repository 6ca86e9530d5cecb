/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-private.h"
#include "desk-module-file.h"

#include <glib/gi18n-lib.h>

char *
desk_doctor_dup_summary (DeskDoctor *self)
{
  const guint n_problems = desk_doctor_count (self, DESK_KEY_SEVERITY_PROBLEM);
  const guint n_warnings = desk_doctor_count (self, DESK_KEY_SEVERITY_WARNING);

  if (desk_doctor_get_running (self))
    return g_strdup (_ ("Checking the Ukey…"));
  if (n_problems > 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u problem was found", "%u problems were found", n_problems),
        n_problems);
  if (n_warnings > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing to look after was found",
                                         "%u things to look after were found", n_warnings),
                            n_warnings);
  if (desk_doctor_count (self, DESK_KEY_SEVERITY_NOTE) > 0)
    return g_strdup (_ ("No problem was found"));

  return g_strdup (_ ("Everything is in order"));
}

static void
append_system (GString *text)
{
  g_autofree char *name = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M:%S %z");
  const char *session = g_getenv ("XDG_SESSION_TYPE");

  g_string_append_printf (text, "CertDesk %s\n", DESK_VERSION);
  g_string_append_printf (text, _ ("System: %s, %s"), name != NULL ? name : "?",
                          desk_module_file_get_processor ());
  if (session != NULL)
    g_string_append_printf (text, ", %s", session);
  g_string_append_printf (text, ", GLib %u.%u.%u, %s\n", glib_major_version, glib_minor_version,
                          glib_micro_version, g_get_language_names ()[0]);
  g_string_append_printf (text, _ ("Time: %s"), time);
  g_string_append_c (text, '\n');
}

/* What support reads is set apart by its margin. */
static void
append_detail (GString *text, const char *detail)
{
  g_auto (GStrv) lines = g_strsplit (detail, "\n", -1);

  if (*detail == '\0')
    return;
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf (text, "    | %s\n", *line);
}

static void
append_check (GString *text, DeskDoctorCheck *check)
{
  const char *code = desk_doctor_check_get_code (check);
  const char *remedy = desk_doctor_check_get_severity (check) > DESK_KEY_SEVERITY_GOOD
                           ? desk_doctor_check_get_remedy (check)
                           : NULL;
  g_autofree char *line = NULL;

  /* Translators: what was looked at, and what was found. */
  line = g_strdup_printf (C_ ("finding", "%s: %s"),
                          desk_doctor_subject_get_title (desk_doctor_check_get_subject (check)),
                          desk_doctor_check_get_sentence (check));
  g_string_append_printf (text, "[%s] %s%s%s%s\n", desk_doctor_check_get_word (check), line,
                          code != NULL ? " (" : "", code != NULL ? code : "",
                          code != NULL ? ")" : "");
  if (remedy != NULL)
    g_string_append_printf (text, "    %s\n", remedy);
  append_detail (text, desk_doctor_check_get_detail (check));
}

char *
desk_doctor_dup_report (DeskDoctor *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *summary = desk_doctor_dup_summary (self);
  GListModel *checks = desk_doctor_get_checks (self);

  g_string_append_printf (text, "%s\n", _ ("Ukey check report"));
  append_system (text);
  g_string_append_printf (text, "%s\n\n", summary);
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (checks, i);

    append_check (text, check);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
