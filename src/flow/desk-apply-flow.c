/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-flow-private.h"

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
  desk_autosave_stop (self->autosave);
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
  if (self->is_watching)
    desk_keys_release (self->keys);
  self->is_watching = FALSE;
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
  self->keys = g_object_ref (desk_flow_core_get_keys (core));
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

  return desk_keys_get_certificates (self->keys);
}

DeskKeyState
desk_apply_flow_get_key_state (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), DESK_KEY_STATE_READING);

  return desk_keys_get_state (self->keys);
}

DeskKeys *
desk_apply_flow_get_keys (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->keys;
}

void
desk_apply_flow_set_watching (DeskApplyFlow *self, gboolean watching)
{
  g_return_if_fail (DESK_IS_APPLY_FLOW (self));

  if (self->is_watching == watching)
    return;

  self->is_watching = watching;
  if (watching)
    desk_keys_hold (self->keys);
  else
    desk_keys_release (self->keys);
}

DeskOrder *
desk_apply_flow_get_order (DeskApplyFlow *self)
{
  g_return_val_if_fail (DESK_IS_APPLY_FLOW (self), NULL);

  return self->order;
}
