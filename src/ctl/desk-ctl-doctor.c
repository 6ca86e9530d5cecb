/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-json.h"
#include "desk-ctl-key.h"
#include "desk-ctl-wait.h"

#include "desk-doctor.h"
#include "desk-module-file.h"

#include <stdio.h>

/* The members are described in docs/ukey-codes.md: stable. */

static const char *
get_status (DeskDoctorCheck *check)
{
  static const char *const words[] = {
    [DESK_KEY_SEVERITY_GOOD] = "good",
    [DESK_KEY_SEVERITY_NOTE] = "note",
    [DESK_KEY_SEVERITY_WARNING] = "warning",
    [DESK_KEY_SEVERITY_PROBLEM] = "problem",
  };

  return desk_doctor_check_get_progress (check) == DESK_DOCTOR_DONE
             ? words[desk_doctor_check_get_severity (check)]
             : "skipped";
}

static void
build_finding (JsonBuilder *builder, DeskDoctorCheck *check)
{
  const char *code = desk_doctor_check_get_code (check);
  const gboolean is_good = desk_doctor_check_get_severity (check) == DESK_KEY_SEVERITY_GOOD;

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "subject",
                          desk_doctor_subject_get_nick (desk_doctor_check_get_subject (check)));
  desk_ctl_json_add_text (builder, "status", get_status (check));
  desk_ctl_json_add_text (builder, "code", code);
  desk_ctl_json_add_text (
      builder, "state",
      code != NULL ? desk_key_state_get_nick (desk_doctor_check_get_state (check)) : NULL);
  desk_ctl_json_add_text (builder, "sentence", desk_doctor_check_get_sentence (check));
  desk_ctl_json_add_text (builder, "remedy", is_good ? NULL : desk_doctor_check_get_remedy (check));
  desk_ctl_json_add_text (builder, "detail", desk_doctor_check_get_detail (check));
  json_builder_end_object (builder);
}

static void
add_count (JsonBuilder *builder, const char *name, DeskDoctor *doctor, DeskKeySeverity severity)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, desk_doctor_count (doctor, severity));
}

static void
print_json (DeskDoctor *doctor)
{
  GListModel *checks = desk_doctor_get_checks (doctor);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "version", DESK_VERSION);
  desk_ctl_json_add_text (builder, "system", system);
  desk_ctl_json_add_text (builder, "processor", desk_module_file_get_processor ());
  desk_ctl_json_add_text (builder, "time", time);
  add_count (builder, "problems", doctor, DESK_KEY_SEVERITY_PROBLEM);
  add_count (builder, "warnings", doctor, DESK_KEY_SEVERITY_WARNING);
  add_count (builder, "notes", doctor, DESK_KEY_SEVERITY_NOTE);
  desk_ctl_json_begin_array (builder, "findings");
  for (guint i = 0; i < g_list_model_get_n_items (checks); i++) {
    g_autoptr (DeskDoctorCheck) check = g_list_model_get_item (checks, i);

    build_finding (builder, check);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  desk_ctl_json_print (builder);
}

/* What the window of this user goes by, where it was ever opened: its drivers, its pinned root. */
static DeskDoctor *
new_doctor (const DeskCtlKeyOptions *options, const char *server, GError **error)
{
  g_autofree char *data_dir = g_build_filename (g_get_user_data_dir (), "certdesk", NULL);
  g_autofree char *trust = g_build_filename (data_dir, "trust.pem", NULL);
  const gboolean has_data = g_file_test (data_dir, G_FILE_TEST_IS_DIR);
  const gboolean has_trust = g_file_test (trust, G_FILE_TEST_IS_REGULAR);
  g_autoptr (DeskKeySettings) settings = desk_key_settings_new (
      has_data ? data_dir : NULL, options->module, options->module_arguments);

  return desk_doctor_new (settings, server, has_trust ? trust : NULL, error);
}

static void
run (DeskDoctor *doctor)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_doctor_run_async (doctor, NULL, desk_ctl_on_ready, &result);
  desk_ctl_wait_for (&result);
  /* Nobody cancels it. */
  desk_doctor_run_finish (doctor, result, NULL);
}

int
desk_ctl_ukey_doctor (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (DeskCtlKeyOptions) options = { .pin_fd = -1 };
  g_autofree char *server = NULL;
  g_autoptr (DeskDoctor) doctor = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    DESK_CTL_MODULE_ENTRIES (options),
    DESK_CTL_JSON_ENTRY (options),
    { "server", 0, 0, G_OPTION_ARG_STRING, &server, "Also look at the way to this server", "URL" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, NULL, 0))
    return DESK_CTL_UNUSABLE;

  doctor = new_doctor (&options, server, &error);
  if (doctor == NULL) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_UNUSABLE;
  }

  run (doctor);
  if (options.json) {
    print_json (doctor);
  } else {
    g_autofree char *report = desk_doctor_dup_report (doctor);

    fputs (report, stdout);
  }

  return desk_doctor_count (doctor, DESK_KEY_SEVERITY_PROBLEM) == 0 ? DESK_CTL_OK : DESK_CTL_FAILED;
}
