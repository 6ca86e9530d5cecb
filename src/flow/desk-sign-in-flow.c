/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-sign-in-flow-private.h"

#include <string.h>

struct _DeskSignInFlow {
  GObject parent_instance;

  DeskFlowCore *core;    /* owned */
  DeskCountdown *resend; /* owned */
  DeskCountdown *retry;  /* owned */
  DeskKeys *keys;        /* owned */
  char *phone;           /* owned, as typed */
  char *code;            /* owned, as typed */
  DeskIssues *issues;    /* owned */
  gboolean busy;
  gboolean is_watching; /* holds @keys */
};

enum {
  PROP_0,
  PROP_PHONE,
  PROP_CODE,
  PROP_BUSY,
  PROP_RESEND_SECONDS,
  PROP_RETRY_SECONDS,
  PROP_ISSUES,
  PROP_KEY_STATE,
  PROP_CERTIFICATES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskSignInFlow, desk_sign_in_flow, G_TYPE_OBJECT)

static void
on_resend_notify (DeskSignInFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESEND_SECONDS]);
}

static void
on_retry_notify (DeskSignInFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_SECONDS]);
}

static void
on_key_state_notify (DeskSignInFlow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_STATE]);
}

static void
desk_sign_in_flow_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskSignInFlow *self = DESK_SIGN_IN_FLOW (object);

  switch (id) {
  case PROP_PHONE:
    g_value_set_string (value, self->phone);
    break;
  case PROP_CODE:
    g_value_set_string (value, self->code);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_RESEND_SECONDS:
    g_value_set_uint (value, desk_sign_in_flow_get_resend_seconds (self));
    break;
  case PROP_RETRY_SECONDS:
    g_value_set_uint (value, desk_sign_in_flow_get_retry_seconds (self));
    break;
  case PROP_ISSUES:
    g_value_set_boxed (value, self->issues);
    break;
  case PROP_KEY_STATE:
    g_value_set_enum (value, (int) desk_sign_in_flow_get_key_state (self));
    break;
  case PROP_CERTIFICATES:
    g_value_set_object (value, desk_sign_in_flow_get_certificates (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_sign_in_flow_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskSignInFlow *self = DESK_SIGN_IN_FLOW (object);

  switch (id) {
  case PROP_PHONE:
    desk_sign_in_flow_set_phone (self, g_value_get_string (value));
    break;
  case PROP_CODE:
    desk_sign_in_flow_set_code (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_sign_in_flow_dispose (GObject *object)
{
  DeskSignInFlow *self = DESK_SIGN_IN_FLOW (object);

  if (self->is_watching)
    desk_keys_release (self->keys);
  self->is_watching = FALSE;
  g_clear_object (&self->keys);
  g_clear_object (&self->resend);
  g_clear_object (&self->retry);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (desk_sign_in_flow_parent_class)->dispose (object);
}

static void
desk_sign_in_flow_finalize (GObject *object)
{
  DeskSignInFlow *self = DESK_SIGN_IN_FLOW (object);

  g_free (self->phone);
  desk_secret_wipe (self->code, strlen (self->code));
  g_free (self->code);
  desk_issues_unref (self->issues);
  G_OBJECT_CLASS (desk_sign_in_flow_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_PHONE] = g_param_spec_string ("phone", NULL, NULL, "", writable);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, "", writable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_RESEND_SECONDS]
      = g_param_spec_uint ("resend-seconds", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_RETRY_SECONDS]
      = g_param_spec_uint ("retry-seconds", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_ISSUES] = g_param_spec_boxed ("issues", NULL, NULL, DESK_TYPE_ISSUES, readable);
  properties[PROP_KEY_STATE] = g_param_spec_enum ("key-state", NULL, NULL, DESK_TYPE_KEY_STATE,
                                                  DESK_KEY_STATE_READING, readable);
  properties[PROP_CERTIFICATES]
      = g_param_spec_object ("certificates", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_sign_in_flow_class_init (DeskSignInFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_sign_in_flow_get_property;
  object_class->set_property = desk_sign_in_flow_set_property;
  object_class->dispose = desk_sign_in_flow_dispose;
  object_class->finalize = desk_sign_in_flow_finalize;
  install_properties (object_class);
}

static void
desk_sign_in_flow_init (DeskSignInFlow *self)
{
  self->phone = g_strdup ("");
  self->code = g_strdup ("");
  self->issues = desk_issues_new ();
  self->resend = desk_countdown_new ();
  self->retry = desk_countdown_new ();
  g_signal_connect_object (self->resend, "notify::seconds", G_CALLBACK (on_resend_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->retry, "notify::seconds", G_CALLBACK (on_retry_notify), self,
                           G_CONNECT_SWAPPED);
}

DeskSignInFlow *
desk_sign_in_flow_new (DeskFlowCore *core)
{
  DeskSignInFlow *self = g_object_new (DESK_TYPE_SIGN_IN_FLOW, NULL);

  self->core = g_object_ref (core);
  self->keys = g_object_ref (desk_flow_core_get_keys (core));
  g_signal_connect_object (self->keys, "notify::state", G_CALLBACK (on_key_state_notify), self,
                           G_CONNECT_SWAPPED);
  return self;
}

DeskFlowCore *
desk_sign_in_flow_get_core (DeskSignInFlow *self)
{
  return self->core;
}

DeskCountdown *
desk_sign_in_flow_get_resend (DeskSignInFlow *self)
{
  return self->resend;
}

DeskCountdown *
desk_sign_in_flow_get_retry (DeskSignInFlow *self)
{
  return self->retry;
}

void
desk_sign_in_flow_set_busy (DeskSignInFlow *self, gboolean busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
desk_sign_in_flow_set_issues (DeskSignInFlow *self, DeskIssues *issues)
{
  desk_issues_unref (self->issues);
  self->issues = desk_issues_ref (issues);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ISSUES]);
}

const char *
desk_sign_in_flow_get_phone (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), NULL);

  return self->phone;
}

void
desk_sign_in_flow_set_phone (DeskSignInFlow *self, const char *phone)
{
  g_return_if_fail (DESK_IS_SIGN_IN_FLOW (self));

  if (phone == NULL)
    phone = "";
  if (g_str_equal (self->phone, phone))
    return;

  g_free (self->phone);
  self->phone = g_strdup (phone);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHONE]);
}

const char *
desk_sign_in_flow_get_code (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), NULL);

  return self->code;
}

void
desk_sign_in_flow_set_code (DeskSignInFlow *self, const char *code)
{
  g_return_if_fail (DESK_IS_SIGN_IN_FLOW (self));

  if (code == NULL)
    code = "";
  if (g_str_equal (self->code, code))
    return;

  desk_secret_wipe (self->code, strlen (self->code));
  g_free (self->code);
  self->code = g_strdup (code);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CODE]);
}

DeskIssues *
desk_sign_in_flow_get_issues (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), NULL);

  return self->issues;
}

gboolean
desk_sign_in_flow_get_busy (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), FALSE);

  return self->busy;
}

guint
desk_sign_in_flow_get_resend_seconds (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), 0);

  return desk_countdown_get_seconds (self->resend);
}

guint
desk_sign_in_flow_get_retry_seconds (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), 0);

  return desk_countdown_get_seconds (self->retry);
}

DeskKeyState
desk_sign_in_flow_get_key_state (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), DESK_KEY_STATE_READING);

  return desk_keys_get_state (self->keys);
}

GListModel *
desk_sign_in_flow_get_certificates (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), NULL);

  return desk_keys_get_certificates (self->keys);
}

DeskKeys *
desk_sign_in_flow_get_keys (DeskSignInFlow *self)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (self), NULL);

  return self->keys;
}

void
desk_sign_in_flow_set_watching (DeskSignInFlow *self, gboolean watching)
{
  g_return_if_fail (DESK_IS_SIGN_IN_FLOW (self));

  if (self->is_watching == watching)
    return;

  self->is_watching = watching;
  if (watching)
    desk_keys_hold (self->keys);
  else
    desk_keys_release (self->keys);
}
