/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ctl"

#include "desk-ctl-command.h"
#include "desk-ctl-json.h"

#include "desk-clock.h"
#include "desk-contract-verify.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

typedef struct {
  char *trust; /* owned, nullable: a PEM file */
  char *at;    /* owned, nullable: RFC 3339 */
  gboolean contract;
  gboolean json;
} VerifyOptions;

static void
verify_options_clear (VerifyOptions *options)
{
  g_free (options->trust);
  g_free (options->at);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VerifyOptions, verify_options_clear)

/* "" for an unknown time. */
static char *
format_time (gint64 time)
{
  return time != 0 ? desk_clock_format_utc (time) : g_strdup ("");
}

static const char *
get_source_code (DeskSignatureReport *report)
{
  return desk_signature_report_get_time_source (report) == DESK_TIME_TIMESTAMPED ? "timestamped"
                                                                                 : "claimed";
}

static void
print_report (DeskSignatureReport *report)
{
  g_autofree char *time = format_time (desk_signature_report_get_time (report));
  const char *detail = desk_signature_report_get_detail (report);

  printf ("%s (%s): %s\n", desk_signature_report_get_field (report),
          desk_signature_role_get_code (desk_signature_report_get_role (report)),
          desk_verdict_get_code (desk_signature_report_get_verdict (report)));
  printf ("  signer: %s\n", desk_signature_report_get_signer (report));
  printf ("  issuer: %s\n", desk_signature_report_get_issuer (report));
  printf ("  time:   %s%s%s\n", time, *time != '\0' ? ", " : "unknown",
          *time != '\0' ? get_source_code (report) : "");
  if (*detail != '\0')
    printf ("  flaw:   %s: %s\n",
            desk_signature_flaw_get_code (desk_signature_report_get_flaw (report)), detail);
}

static void
print_text (GListModel *reports, DeskVerdict overall)
{
  for (guint i = 0; i < g_list_model_get_n_items (reports); i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (reports, i);

    print_report (report);
  }
  printf ("overall: %s\n", desk_verdict_get_code (overall));
}

static void
build_report (JsonBuilder *builder, DeskSignatureReport *report)
{
  g_autofree char *time = format_time (desk_signature_report_get_time (report));

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "field", desk_signature_report_get_field (report));
  desk_ctl_json_add_text (builder, "role",
                          desk_signature_role_get_code (desk_signature_report_get_role (report)));
  desk_ctl_json_add_text (builder, "signer", desk_signature_report_get_signer (report));
  desk_ctl_json_add_text (builder, "issuer", desk_signature_report_get_issuer (report));
  desk_ctl_json_add_text (builder, "time", time);
  desk_ctl_json_add_text (builder, "time_source", get_source_code (report));
  desk_ctl_json_add_text (builder, "verdict",
                          desk_verdict_get_code (desk_signature_report_get_verdict (report)));
  desk_ctl_json_add_text (builder, "flaw",
                          desk_signature_flaw_get_code (desk_signature_report_get_flaw (report)));
  desk_ctl_json_add_text (builder, "detail", desk_signature_report_get_detail (report));
  json_builder_end_object (builder);
}

static void
print_json (GListModel *reports, DeskVerdict overall)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  desk_ctl_json_add_text (builder, "overall", desk_verdict_get_code (overall));
  desk_ctl_json_begin_array (builder, "signatures");
  for (guint i = 0; i < g_list_model_get_n_items (reports); i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (reports, i);

    build_report (builder, report);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  desk_ctl_json_print (builder);
}

static GListModel *
verify (const char *path,
        const VerifyOptions *options,
        gint64 now,
        DeskVerdict *overall,
        GError **error)
{
  DeskContractVerifyFlags flags
      = options->contract ? DESK_CONTRACT_VERIFY_COMPLETE : DESK_CONTRACT_VERIFY_NONE;
  g_autofree char *pem = NULL;
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) pdf = NULL;
  STACK_OF (X509) * trust;
  GListModel *reports;

  if (!g_file_get_contents (options->trust, &pem, NULL, error))
    return NULL;
  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  trust = desk_contract_load_trust (pem, error);
  if (trust == NULL)
    return NULL;

  pdf = g_mapped_file_get_bytes (file);
  reports = desk_contract_verify (pdf, trust, now, flags, overall, error);
  desk_contract_free_trust (trust);

  return reports;
}

static gboolean
get_now (const VerifyOptions *options, gint64 *now)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();

  *now = desk_clock_now_seconds (clock);
  return options->at == NULL || desk_clock_parse_utc (options->at, now);
}

int
desk_ctl_contract_verify (char **arguments)
{
  g_auto (GStrv) words = arguments;
  g_auto (VerifyOptions) options = { 0 };
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  DeskVerdict overall;
  gint64 now;
  const GOptionEntry entries[] = {
    { "trust", 0, 0, G_OPTION_ARG_FILENAME, &options.trust, "Root certificates, PEM", "FILE" },
    { "contract", 0, 0, G_OPTION_ARG_NONE, &options.contract,
      "The applicant's and the authority's signatures must both be there", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at,
      "Judge as of this time, like 2026-11-22T06:30:00Z (default: now)", "TIME" },
    { NULL },
  };

  if (!desk_ctl_parse (&words, entries, "PDF", 1))
    return DESK_CTL_UNUSABLE;
  if (options.trust == NULL || !get_now (&options, &now)) {
    desk_ctl_complain ("--trust is needed; --at takes a time like 2026-11-22T06:30:00Z");
    return DESK_CTL_UNUSABLE;
  }

  reports = verify (words[1], &options, now, &overall, &error);
  if (reports == NULL) {
    desk_ctl_complain ("%s", error->message);
    return DESK_CTL_UNUSABLE;
  }
  if (options.json)
    print_json (reports, overall);
  else
    print_text (reports, overall);

  return overall == DESK_VERDICT_VALID || overall == DESK_VERDICT_EXTENDED ? DESK_CTL_OK
                                                                           : DESK_CTL_FAILED;
}
