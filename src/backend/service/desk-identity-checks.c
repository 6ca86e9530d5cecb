/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-identity-checks.h"

#include "desk-backend.h"
#include "desk-id.h"
#include "desk-identity-provider.h"
#include "desk-store-account.h"
#include "desk-store-audit.h"
#include "desk-store-identity.h"
#include "desk-store-limits.h"
#include "desk-wire-applicant.h"

#define SECONDS_PER_DAY (24 * 60 * 60)
#define JULIAN_1970     719163 /* g_date_get_julian() of 1970-01-01 */
#define BEIJING_OFFSET  (8 * 60 * 60)
#define LIMIT_KIND      "identity_account"
#define RETRY_SECONDS   30

typedef struct {
  DeskApplicant *applicant;   /* owned */
  DeskIdentityAnswer *answer; /* owned; NULL before the work */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->applicant);
  desk_identity_answer_free (job->answer);
  g_free (job);
}

static gboolean
check_fields (DeskApplicant *applicant, gint64 now, GError **error)
{
  g_autoptr (DeskIssues) issues = desk_issues_new ();
  guint32 today = JULIAN_1970 + (guint32) ((now + BEIJING_OFFSET) / SECONDS_PER_DAY);

  desk_applicant_validate (applicant, today, issues);

  return desk_issues_get_size (issues) == 0 || desk_problem_set_issues (error, issues);
}

/* Only checks that reach the provider count: a typing error costs nothing. */
static gboolean
count_try (DeskBackend *backend, DeskRequest *request, DeskDb *db, GError **error)
{
  const char *account_id = desk_request_get_account_id (request);
  gint64 now = desk_request_get_time (request);
  gint64 max = desk_config_get_limits (backend->config)->identity_per_day;
  gint64 retry_after;

  if (!desk_store_limits_check (db, LIMIT_KIND, account_id, SECONDS_PER_DAY, max, now, &retry_after,
                                error))
    return FALSE;
  if (retry_after > 0)
    return desk_problem_set_retry (error, DESK_PROBLEM_LIMITED, retry_after);

  return desk_store_limits_note (db, LIMIT_KIND, account_id, now, error);
}

static gboolean
begin_check (DeskBackend *backend,
             DeskRequest *request,
             DeskDb *db,
             gpointer *job,
             DeskResponse *response,
             GError **error)
{
  g_autoptr (DeskApplicant) applicant
      = desk_wire_applicant_from_json (desk_request_get_json (request), error);
  Job *made;

  if (applicant == NULL || !check_fields (applicant, desk_request_get_time (request), error)
      || !count_try (backend, request, db, error))
    return FALSE;

  made = g_new0 (Job, 1);
  made->applicant = g_steal_pointer (&applicant);
  *job = made;
  return TRUE;
}

static gboolean
ask_provider (DeskBackend *backend, DeskRequest *request, gpointer data, GError **error)
{
  Job *job = data;
  g_autofree char *name = desk_applicant_dup_name_normalised (job->applicant);
  g_autofree char *id_number = desk_applicant_dup_id_number_normalised (job->applicant);
  g_autofree char *mobile = desk_applicant_dup_mobile_normalised (job->applicant);
  DeskIdentityQuery query
      = { desk_applicant_get_id_type (job->applicant), name, id_number, mobile };
  g_autoptr (GError) provider_error = NULL;

  job->answer = desk_identity_provider_verify (backend->identity, &query, &provider_error);
  if (job->answer != NULL)
    return TRUE;

  g_message ("the identity provider could not be asked: %s", provider_error->message);
  return desk_problem_set_retry (error, DESK_PROBLEM_BUSY, RETRY_SECONDS);
}

/* The try stays counted although the request is refused. */
static gboolean
refuse (DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  GError *problem = NULL;

  if (!desk_store_audit_append (db, desk_request_get_account_id (request), "identity.refused",
                                desk_request_get_id (request), NULL,
                                desk_request_get_time (request), error))
    return FALSE;

  desk_problem_set_code_field (&problem, DESK_PROBLEM_IDENTITY_MISMATCH, "applicant.id_number",
                               DESK_FIELD_MISMATCH);
  desk_response_take_problem (response, problem);
  return TRUE;
}

static gboolean
keep (DeskBackend *backend, DeskRequest *request, DeskDb *db, Job *job, char **id, GError **error)
{
  g_autoptr (DeskStoreIdentity) identity = g_new0 (DeskStoreIdentity, 1);
  gboolean is_match = job->answer->outcome == DESK_IDENTITY_MATCH;

  identity->id = desk_id_new (desk_request_get_time (request) * G_USEC_PER_SEC);
  identity->account_id = g_strdup (desk_request_get_account_id (request));
  identity->id_type = g_strdup (desk_applicant_get_id_type (job->applicant));
  identity->name = desk_applicant_dup_name_normalised (job->applicant);
  identity->id_number = desk_applicant_dup_id_number_normalised (job->applicant);
  identity->mobile = desk_applicant_dup_mobile_normalised (job->applicant);
  identity->result = g_strdup (is_match ? "match" : "manual");
  identity->serial = g_strdup (job->answer->serial);
  identity->created = job->answer->time;
  if (!desk_store_identity_add (db, backend->crypt, identity, error))
    return FALSE;
  if (is_match
      && !desk_store_account_set_name (db, backend->crypt, identity->account_id, identity->name,
                                       error))
    return FALSE;

  *id = g_strdup (identity->id);
  return TRUE;
}

static gboolean
finish_check (DeskBackend *backend,
              DeskRequest *request,
              DeskDb *db,
              gpointer data,
              DeskResponse *response,
              GError **error)
{
  Job *job = data;
  g_auto (DeskWireIdentity) message = { 0 };

  if (job->answer->outcome == DESK_IDENTITY_MISMATCH
      || job->answer->outcome == DESK_IDENTITY_NO_RECORD)
    return refuse (request, db, response, error);
  if (!keep (backend, request, db, job, &message.id, error))
    return FALSE;

  message.is_manual = job->answer->outcome == DESK_IDENTITY_MANUAL;
  message.serial = g_strdup (job->answer->serial);
  message.time = job->answer->time;
  desk_response_take_json (response, 201, desk_wire_identity_to_json (&message));
  return TRUE;
}

static const DeskJobHandler check_job = { begin_check, ask_provider, finish_check, job_free };

const DeskRoute desk_identity_check_routes[] = {
  { "POST", "/v1/identity-checks", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_IDEMPOTENT,
    NULL, &check_job },
};
const gsize desk_identity_check_n_routes = G_N_ELEMENTS (desk_identity_check_routes);
