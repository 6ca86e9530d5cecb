/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-flows.h"

#include "desk-api-session.h"
#include "desk-apply-flow-private.h"
#include "desk-doctor-private.h"
#include "desk-flow-core.h"
#include "desk-flow-error-map.h"
#include "desk-id.h"
#include "desk-orders-flow-private.h"
#include "desk-sign-in-flow-private.h"

struct _DeskFlows {
  GObject parent_instance;

  DeskFlowCore *core; /* owned */
};

enum {
  PROP_0,
  PROP_ACCOUNT,
  PROP_ONLINE,
  PROP_SERVER,
  N_PROPS,
};

enum {
  SIGNAL_SESSION_EXPIRED,
  SIGNAL_DEFAULT_PIN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskFlows, desk_flows, G_TYPE_OBJECT)

static void
on_core_account_notify (DeskFlows *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
on_core_online_notify (DeskFlows *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
on_core_session_expired (DeskFlows *self)
{
  g_signal_emit (self, signals[SIGNAL_SESSION_EXPIRED], 0);
}

static void
on_core_default_pin (DeskFlows *self, DeskKeyToken *token)
{
  g_signal_emit (self, signals[SIGNAL_DEFAULT_PIN], 0, token);
}

static void
desk_flows_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskFlows *self = DESK_FLOWS (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, desk_flow_core_get_account (self->core));
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, desk_flow_core_get_online (self->core));
    break;
  case PROP_SERVER:
    g_value_set_string (value, desk_api_get_server (desk_flow_core_get_api (self->core)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_flows_dispose (GObject *object)
{
  DeskFlows *self = DESK_FLOWS (object);

  g_clear_object (&self->core);
  G_OBJECT_CLASS (desk_flows_parent_class)->dispose (object);
}

static void
desk_flows_class_init (DeskFlowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_flows_get_property;
  object_class->dispose = desk_flows_dispose;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, DESK_TYPE_ACCOUNT, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SESSION_EXPIRED] = g_signal_new (
      "session-expired", DESK_TYPE_FLOWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DEFAULT_PIN]
      = g_signal_new ("default-pin", DESK_TYPE_FLOWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, DESK_TYPE_KEY_TOKEN);
}

static void
desk_flows_init (DeskFlows *self)
{
}

DeskFlows *
desk_flows_new (const DeskFlowsConfig *config, GError **error)
{
  g_autoptr (DeskFlowCore) core = NULL;
  DeskFlows *self;

  g_return_val_if_fail (config != NULL && config->server != NULL, NULL);
  g_return_val_if_fail (config->data_dir != NULL, NULL);

  core = desk_flow_core_new (config, error);
  if (core == NULL)
    return NULL;

  self = g_object_new (DESK_TYPE_FLOWS, NULL);
  self->core = g_steal_pointer (&core);
  g_signal_connect_object (self->core, "notify::account", G_CALLBACK (on_core_account_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->core, "notify::online", G_CALLBACK (on_core_online_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->core, "session-expired", G_CALLBACK (on_core_session_expired),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->core, "default-pin", G_CALLBACK (on_core_default_pin), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
desk_flows_close (DeskFlows *self)
{
  g_return_if_fail (DESK_IS_FLOWS (self));

  desk_flow_core_close (self->core);
}

DeskAccount *
desk_flows_get_account (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_flow_core_get_account (self->core);
}

gboolean
desk_flows_get_online (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), FALSE);

  return desk_flow_core_get_online (self->core);
}

const char *
desk_flows_get_server (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_api_get_server (desk_flow_core_get_api (self->core));
}

DeskKeys *
desk_flows_get_keys (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_flow_core_get_keys (self->core);
}

DeskKeySettings *
desk_flows_get_key_settings (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_keys_get_settings (desk_flow_core_get_keys (self->core));
}

DeskSignInFlow *
desk_flows_new_sign_in (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_sign_in_flow_new (self->core);
}

DeskDoctor *
desk_flows_new_doctor (DeskFlows *self)
{
  DeskDoctorConfig config;

  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  config = (DeskDoctorConfig){
    .settings = desk_flows_get_key_settings (self),
    .clock = desk_flow_core_get_clock (self->core),
    .api = desk_flow_core_get_api (self->core),
    .trust = desk_flow_core_get_trust (self->core),
  };
  return desk_doctor_new_with (&config);
}

DeskOrdersFlow *
desk_flows_new_orders (DeskFlows *self)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_orders_flow_new (self->core);
}

DeskPinFlow *
desk_flows_new_pin (DeskFlows *self, DeskKeyToken *token)
{
  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  return desk_pin_flow_new (desk_flow_core_get_keys (self->core), token, self->core);
}

DeskCertificateFacts *
desk_flows_new_certificate_facts (DeskFlows *self, GBytes *der)
{
  DeskCertificateFacts *facts;

  g_return_val_if_fail (DESK_IS_FLOWS (self), NULL);

  facts = desk_certificate_facts_new (
      der, desk_clock_now_seconds (desk_flow_core_get_clock (self->core)));
  if (facts != NULL)
    desk_certificate_facts_check_chain (facts, self->core);
  return facts;
}

/* The account that is signed in is the one it is filled in under from now on. */
static void
set_owner (DeskFlows *self, DeskApplication *application)
{
  DeskAccount *account = desk_flow_core_get_account (self->core);

  if (account != NULL)
    desk_application_set_owner (application, desk_account_get_id (account));
}

/* What is changed here is saved with the draft. */
static DeskApplyFlow *
continue_draft (DeskFlows *self, DeskApplication *application)
{
  DeskApplyFlow *flow = desk_apply_flow_new (self->core, application);

  set_owner (self, application);
  desk_apply_flow_take_up (flow);
  return flow;
}

static void
on_draft_load_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskFlows *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (DeskApplication) application
      = desk_draft_store_load_finish (DESK_DRAFT_STORE (source), result, &error);

  if (application == NULL)
    g_task_return_error (task, desk_flow_error_map (error));
  else if (!desk_flow_core_may_open (self->core, desk_application_get_owner (application)))
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT,
                             "the draft was made under another account");
  else
    g_task_return_pointer (task, continue_draft (self, application), g_object_unref);
}

void
desk_flows_open_application_async (DeskFlows *self,
                                   const char *draft_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (DeskApplication) application = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (DESK_IS_FLOWS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_flows_open_application_async);

  if (draft_id != NULL) {
    desk_draft_store_load_async (desk_flow_core_get_drafts (self->core), draft_id, cancellable,
                                 on_draft_load_ready, g_object_ref (task));
    return;
  }

  id = desk_id_new (desk_clock_now (desk_flow_core_get_clock (self->core)));
  application = desk_application_new (id);
  set_owner (self, application);
  g_task_return_pointer (task, desk_apply_flow_new (self->core, application), g_object_unref);
}

DeskApplyFlow *
desk_flows_open_application_finish (DeskFlows *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_session_end_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (desk_api_session_end_finish (DESK_API (source), result, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  /* A session the server does not know is one that ended. */
  error = desk_flow_error_map (error);
  if (g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_SESSION_EXPIRED)) {
    g_clear_error (&error);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

void
desk_flows_sign_out_async (DeskFlows *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_FLOWS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_flows_sign_out_async);

  desk_api_session_end_async (desk_flow_core_get_api (self->core), cancellable,
                              on_session_end_ready, g_object_ref (task));
  desk_flow_core_set_account (self->core, NULL);
}

gboolean
desk_flows_sign_out_finish (DeskFlows *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
