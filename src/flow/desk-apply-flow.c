/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-flow-private.h"

#include "desk-branch.h"
#include "desk-key-watch.h"

#include <string.h>

struct _DeskApplyFlow {
  GObject parent_instance;

  DeskFlowCore *core;           /* owned */
  DeskApplication *application; /* owned */
  DeskCountdown *resend;        /* owned */
  DeskCountdown *retry;         /* owned */
  DeskKeyWatch *keys;           /* owned */
  DeskAutosave *autosave;       /* owned */

  DeskIssues *issues; /* owned */
  guint n_running;    /* operations that make it busy */
  gboolean is_step_running;

  char *contract_text;    /* owned, nullable: not loaded */
  char *contract_version; /* owned, nullable; of the text */
  char *contract_sha256;  /* owned, nullable; hex, of the text */
  GBytes *contract_pdf;   /* owned, nullable */
  GListStore *signatures; /* owned; DeskSignatureReport */
  DeskVerdict verdict;    /* of contract_pdf */

  gboolean has_service; /* the four below are the server's, not defaults */
  gboolean invoice_offered;
  gboolean payment_offered;
  gint64 prices_fen[DESK_APPLICATION_MAX_VALIDITY_YEARS + 1]; /* by years, 1/100 yuan */
  GListStore *branches;                                       /* owned; DeskBranch */
  DeskOrder *order;                                           /* owned, nullable: not submitted */
};

enum {
  PROP_0,
  PROP_APPLICATION,
  PROP_ISSUES,
  PROP_BUSY,
  PROP_SAVED_TIME,
  PROP_SAVE_FAILED,
  PROP_RESEND_SECONDS,
  PROP_RETRY_SECONDS,
  PROP_CONTRACT_TEXT,
  PROP_CONTRACT_PDF,
  PROP_SIGNATURES,
  PROP_VERDICT,
  PROP_INVOICE_OFFERED,
  PROP_BRANCHES,
  PROP_CERTIFICATES,
  PROP_KEY_STATE,
  PROP_ONLINE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskApplyFlow, desk_apply_flow, G_TYPE_OBJECT)

static void
on_resend_notify (DeskApplyFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESEND_SECONDS]);
}

static void
on_retry_notify (DeskApplyFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_SECONDS]);
}

static void
on_key_state_notify (DeskApplyFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_STATE]);
}

static void
on_saved_time_notify (DeskApplyFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_TIME]);
}

static void
on_save_failed_notify (DeskApplyFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_FAILED]);
}

static void
on_core_closing (DeskApplyFlow *self)
{
  desk_autosave_flush (self->autosave);
}

static void
on_online_notify (DeskApplyFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
desk_apply_flow_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskApplyFlow *self = DESK_APPLY_FLOW (object);

  switch (id) {
  case PROP_APPLICATION:
    g_value_set_object (value, self->application);
    break;
  case PROP_ISSUES:
    g_value_set_boxed (value, self->issues);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, desk_apply_flow_get_busy (self));
    break;
  case PROP_SAVED_TIME:
    g_value_set_int64 (value, desk_apply_flow_get_saved_time (self));
    break;
  case PROP_SAVE_FAILED:
    g_value_set_boolean (value, desk_apply_flow_get_save_failed (self));
    break;
  case PROP_RESEND_SECONDS:
    g_value_set_uint (value, desk_apply_flow_get_resend_seconds (self));
    break;
  case PROP_RETRY_SECONDS:
    g_value_set_uint (value, desk_apply_flow_get_retry_seconds (self));
    break;
  case PROP_CONTRACT_TEXT:
    g_value_set_string (value, self->contract_text);
    break;
  case PROP_CONTRACT_PDF:
    g_value_set_boxed (value, self->contract_pdf);
    break;
  case PROP_SIGNATURES:
    g_value_set_object (value, self->signatures);
    break;
  case PROP_VERDICT:
    g_value_set_int (value, (int) self->verdict);
    break;
  case PROP_INVOICE_OFFERED:
    g_value_set_boolean (value, self->invoice_offered);
    break;
  case PROP_BRANCHES:
    g_value_set_object (value, self->branches);
    break;
  case PROP_CERTIFICATES:
    g_value_set_object (value, desk_apply_flow_get_certificates (self));
    break;
  case PROP_KEY_STATE:
    g_value_set_enum (value, (int) desk_apply_flow_get_key_state (self));
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, desk_apply_flow_get_online (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_apply_flow_dispose (GObject *object)
{
  DeskApplyFlow *self = DESK_APPLY_FLOW (object);

  if (self->autosave != NULL)
    desk_autosave_flush (self->autosave);
  g_clear_object (&self->autosave);
  if (self->keys != NULL)
    desk_key_watch_set_watching (self->keys, FALSE);
  g_clear_object (&self->keys);
  g_clear_object (&self->resend);
  g_clear_object (&self->retry);
  g_clear_object (&self->signatures);
  g_clear_object (&self->branches);
  g_clear_object (&self->order);
  g_clear_object (&self->application);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (desk_apply_flow_parent_class)->dispose (object);
}

static void
desk_apply_flow_finalize (GObject *object)
{
  DeskApplyFlow *self = DESK_APPLY_FLOW (object);

  g_free (self->contract_text);
  g_free (self->contract_version);
  g_free (self->contract_sha256);
  g_clear_pointer (&self->contract_pdf, g_bytes_unref);
  desk_issues_unref (self->issues);
  G_OBJECT_CLASS (desk_apply_flow_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_APPLICATION]
      = g_param_spec_object ("application", NULL, NULL, DESK_TYPE_APPLICATION, flags);
  properties[PROP_ISSUES] = g_param_spec_boxed ("issues", NULL, NULL, DESK_TYPE_ISSUES, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SAVED_TIME]
      = g_param_spec_int64 ("saved-time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SAVE_FAILED] = g_param_spec_boolean ("save-failed", NULL, NULL, FALSE, flags);
  properties[PROP_RESEND_SECONDS]
      = g_param_spec_uint ("resend-seconds", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RETRY_SECONDS]
      = g_param_spec_uint ("retry-seconds", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CONTRACT_TEXT] = g_param_spec_string ("contract-text", NULL, NULL, NULL, flags);
  properties[PROP_CONTRACT_PDF]
      = g_param_spec_boxed ("contract-pdf", NULL, NULL, G_TYPE_BYTES, flags);
  properties[PROP_SIGNATURES]
      = g_param_spec_object ("signatures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, 0, DESK_VERDICT_UNSIGNED,
                                               DESK_VERDICT_UNSIGNED, flags);
  properties[PROP_INVOICE_OFFERED]
      = g_param_spec_boolean ("invoice-offered", NULL, NULL, TRUE, flags);
  properties[PROP_BRANCHES]
      = g_param_spec_object ("branches", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_CERTIFICATES]
      = g_param_spec_object ("certificates", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_KEY_STATE] = g_param_spec_enum ("key-state", NULL, NULL, DESK_TYPE_KEY_STATE,
                                                  DESK_KEY_STATE_READING, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_apply_flow_class_init (DeskApplyFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_apply_flow_get_property;
  object_class->dispose = desk_apply_flow_dispose;
  object_class->finalize = desk_apply_flow_finalize;
  install_properties (object_class);
}

static void
desk_apply_flow_init (DeskApplyFlow *self)
{
  self->issues = desk_issues_new ();
  self->verdict = DESK_VERDICT_UNSIGNED;
  self->invoice_offered = TRUE;
  self->signatures = g_list_store_new (DESK_TYPE_SIGNATURE_REPORT);
  self->branches = g_list_store_new (DESK_TYPE_BRANCH);
  self->resend = desk_countdown_new ();
  self->retry = desk_countdown_new ();
  g_signal_connect_object (self->resend, "notify::seconds", G_CALLBACK (on_resend_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->retry, "notify::seconds", G_CALLBACK (on_retry_notify), self,
                           G_CONNECT_SWAPPED);
}

static void
connect_swapped (DeskApplyFlow *self, gpointer source, const char *signal, GCallback callback)
{
  g_signal_connect_object (source, signal, callback, self, G_CONNECT_SWAPPED);
}

DeskApplyFlow *
desk_apply_flow_new (DeskFlowCore *core, DeskApplication *application)
{
  DeskApplyFlow *self = g_object_new (DESK_TYPE_APPLY_FLOW, NULL);

  self->core = g_object_ref (core);
  self->application = g_object_ref (application);
  self->keys = desk_key_watch_new (desk_flow_core_get_ukey (core));
  self->autosave = desk_autosave_new (desk_flow_core_get_drafts (core), application,
                                      desk_flow_core_get_clock (core));
  connect_swapped (self, self->keys, "notify::state", G_CALLBACK (on_key_state_notify));
  connect_swapped (self, self->core, "notify::online", G_CALLBACK (on_online_notify));
  connect_swapped (self, self->core, "closing", G_CALLBACK (on_core_closing));
  connect_swapped (self, self->autosave, "notify::saved-time", G_CALLBACK (on_saved_time_notify));
  connect_swapped (self, self->autosave, "notify::failed", G_CALLBACK (on_save_failed_notify));
  return self;
}

DeskFlowCore *
desk_apply_flow_get_core (DeskApplyFlow *self)
{
  return self->core;
}

DeskAutosave *
desk_apply_flow_get_autosave (DeskApplyFlow *self)
{
  return self->autosave;
}

DeskCountdown *
desk_apply_flow_get_resend (DeskApplyFlow *self)
{
  return self->resend;
}

void
desk_apply_flow_begin (DeskApplyFlow *self)
{
  if (self->n_running++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
desk_apply_flow_end (DeskApplyFlow *self)
{
  g_return_if_fail (self->n_running > 0);

  if (--self->n_running == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

gboolean
desk_apply_flow_is_step_running (DeskApplyFlow *self)
{
  return self->is_step_running;
}

void
desk_apply_flow_set_step_running (DeskApplyFlow *self, gboolean running)
{
  self->is_step_running = running;
  if (running)
    desk_apply_flow_begin (self);
  else
    desk_apply_flow_end (self);
}

void
desk_apply_flow_set_issues (DeskApplyFlow *self, DeskIssues *issues)
{
  desk_issues_ref (issues);
  desk_issues_unref (self->issues);
  self->issues = issues;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ISSUES]);
}

GError *
desk_apply_flow_take_error (DeskApplyFlow *self, GError *error)
{
  g_autoptr (DeskIssues) issues = NULL;
  GError *mapped = desk_flow_core_take_error (self->core, error, self->retry, &issues);

  if (issues != NULL)
    desk_apply_flow_set_issues (self, issues);
  return mapped;
}

gboolean
desk_apply_flow_has_service (DeskApplyFlow *self)
{
  return self->has_service;
}

void
desk_apply_flow_set_service (DeskApplyFlow *self, const DeskApiService *service)
{
  self->has_service = TRUE;
  self->invoice_offered = service->offers_invoice;
  self->payment_offered = service->offers_payment;
  memcpy (self->prices_fen, service->prices_fen, sizeof self->prices_fen);

  g_list_store_remove_all (self->branches);
  for (guint i = 0; i < service->branches->len; i++) {
    const DeskApiBranch *source = g_ptr_array_index (service->branches, i);
    g_autoptr (DeskBranch) branch
        = desk_branch_new (source->code, source->name, source->address, source->hours);

    g_list_store_append (self->branches, branch);
  }

  /* What is not offered cannot be asked for, whatever an older draft says. */
  if (!service->offers_invoice)
    desk_invoice_set_kind (desk_application_get_invoice (self->application), DESK_INVOICE_NONE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INVOICE_OFFERED]);
}

void
desk_apply_flow_set_contract_text (DeskApplyFlow *self,
                                   const char *text,
                                   const char *version,
                                   const char *sha256)
{
  g_free (self->contract_text);
  g_free (self->contract_version);
  g_free (self->contract_sha256);
  self->contract_text = g_strdup (text);
  self->contract_version = g_strdup (version);
  self->contract_sha256 = g_strdup (sha256);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTRACT_TEXT]);
}

void
desk_apply_flow_set_contract (DeskApplyFlow *self,
                              GBytes *pdf,
                              GListModel *signatures,
                              DeskVerdict verdict)
{
  g_object_freeze_notify (G_OBJECT (self));

  g_clear_pointer (&self->contract_pdf, g_bytes_unref);
  if (pdf != NULL)
    self->contract_pdf = g_bytes_ref (pdf);
  self->verdict = verdict;

  g_list_store_remove_all (self->signatures);
  for (guint i = 0; signatures != NULL && i < g_list_model_get_n_items (signatures); i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (signatures, i);

    g_list_store_append (self->signatures, report);
  }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTRACT_PDF]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
desk_apply_flow_set_order (DeskApplyFlow *self, DeskOrder *order)
{
  g_set_object (&self->order, order);
}

DeskApplication *
desk_apply_flow_get_application (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->application;
}

DeskIssues *
desk_apply_flow_get_issues (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->issues;
}

gboolean
desk_apply_flow_get_busy (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  return self->n_running > 0;
}

gboolean
desk_apply_flow_get_online (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  return desk_flow_core_get_online (self->core);
}

gint64
desk_apply_flow_get_saved_time (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), 0);

  return desk_autosave_get_saved_time (self->autosave);
}

gboolean
desk_apply_flow_get_save_failed (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  return desk_autosave_get_failed (self->autosave);
}

guint
desk_apply_flow_get_resend_seconds (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), 0);

  return desk_countdown_get_seconds (self->resend);
}

guint
desk_apply_flow_get_retry_seconds (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), 0);

  return desk_countdown_get_seconds (self->retry);
}

const char *
desk_apply_flow_get_contract_text (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->contract_text;
}

GBytes *
desk_apply_flow_get_contract_pdf (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->contract_pdf;
}

GListModel *
desk_apply_flow_get_signatures (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return G_LIST_MODEL (self->signatures);
}

DeskVerdict
desk_apply_flow_get_verdict (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), DESK_VERDICT_UNSIGNED);

  return self->verdict;
}

gboolean
desk_apply_flow_get_invoice_offered (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  return self->invoice_offered;
}

GListModel *
desk_apply_flow_get_branches (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return G_LIST_MODEL (self->branches);
}

GListModel *
desk_apply_flow_get_certificates (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return desk_key_watch_get_certificates (self->keys);
}

DeskKeyState
desk_apply_flow_get_key_state (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), DESK_KEY_STATE_READING);

  return desk_key_watch_get_state (self->keys);
}

void
desk_apply_flow_set_watching (DeskApplyFlow *self, gboolean watching)
{
  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  desk_key_watch_set_watching (self->keys, watching);
}

DeskOrder *
desk_apply_flow_get_order (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->order;
}

gint64
desk_apply_flow_get_price_fen (DeskApplyFlow *self, int years)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), -1);

  if (!self->has_service || !self->payment_offered || years < 1
      || years > DESK_APPLICATION_MAX_VALIDITY_YEARS)
    return -1;

  return self->prices_fen[years];
}

gboolean
desk_apply_flow_set_agreed (DeskApplyFlow *self, gboolean agreed)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  if (!agreed) {
    desk_application_set_consent (self->application, NULL, NULL, 0);
    return TRUE;
  }

  if (self->contract_sha256 == NULL)
    return FALSE;

  desk_application_set_consent (self->application, self->contract_version, self->contract_sha256,
                                desk_clock_now_seconds (desk_flow_core_get_clock (self->core)));
  return TRUE;
}

/* Days are those of the applicant's calendar, not UTC's: a birthday is a local thing. */
static guint32
today (DeskApplyFlow *self)
{
  gint64 now = desk_clock_now_seconds (desk_flow_core_get_clock (self->core));
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return g_date_get_julian (&date);
}

DeskIssues *
desk_apply_flow_find_issues (DeskApplyFlow *self, DeskStep step)
{
  DeskIssues *issues = desk_issues_new ();

  desk_application_validate_step (self->application, step, today (self), issues);
  return issues;
}

gboolean
desk_apply_flow_validate (DeskApplyFlow *self, DeskStep step)
{
  g_autoptr (DeskIssues) issues = NULL;

  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), FALSE);

  issues = desk_apply_flow_find_issues (self, step);
  desk_apply_flow_set_issues (self, issues);
  return desk_issues_get_size (issues) == 0;
}

static void
on_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (desk_autosave_save_finish (DESK_AUTOSAVE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, desk_apply_flow_take_error (g_task_get_source_object (task), error));
}

void
desk_apply_flow_save_async (DeskApplyFlow *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_apply_flow_save_async);
  desk_autosave_save_async (self->autosave, cancellable, on_save_ready, g_object_ref (task));
}

gboolean
desk_apply_flow_save_finish (DeskApplyFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
