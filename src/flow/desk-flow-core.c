/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-flow-core.h"

#include "desk-api-service.h"
#include "desk-flow-error-map.h"
#include "desk-platform.h"

#define PROBE_FIRST_SECONDS 2
#define PROBE_LAST_SECONDS  30

struct _DeskFlowCore {
  GObject parent_instance;

  DeskApi *api;           /* owned */
  DeskKeys *keys;         /* owned */
  DeskDraftStore *drafts; /* owned */
  DeskTrust *trust;       /* owned */
  DeskClock *clock;       /* owned */
  DeskAccount *account;   /* owned, nullable: signed out */
  GHashTable *told_keys;  /* owned; serials of keys whose default PIN was told of */

  gboolean closed;
  guint probe;                     /* source id of the next probe, 0: none waits */
  guint probe_seconds;             /* that it waits, or waited */
  GCancellable *probe_cancellable; /* owned; ends a running probe */
};

enum {
  PROP_0,
  PROP_ACCOUNT,
  PROP_ONLINE,
  N_PROPS,
};

enum {
  SIGNAL_SESSION_EXPIRED,
  SIGNAL_CLOSING,
  SIGNAL_DEFAULT_PIN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskFlowCore, desk_flow_core, G_TYPE_OBJECT)

static gboolean on_probe_timeout (gpointer user_data);

static void
schedule_probe (DeskFlowCore *self, guint seconds)
{
  self->probe_seconds = seconds;
  self->probe = g_timeout_add_seconds (seconds, on_probe_timeout, self);
}

static void
on_probe_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskFlowCore) self = user_data;

  /* Any answer has turned `reachable` already; what the server said does not matter. */
  desk_api_service_probe_finish (DESK_API (source), result, NULL);

  if (!self->closed && !desk_api_get_reachable (self->api) && self->probe == 0)
    schedule_probe (self, MIN (self->probe_seconds * 2, PROBE_LAST_SECONDS));
}

static gboolean
on_probe_timeout (gpointer user_data)
{
  DeskFlowCore *self = user_data;

  self->probe = 0;
  desk_api_service_probe_async (self->api, self->probe_cancellable, on_probe_ready,
                                g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_reachable_notify (DeskFlowCore *self)
{
  if (desk_api_get_reachable (self->api))
    g_clear_handle_id (&self->probe, g_source_remove);
  else if (!self->closed)
    schedule_probe (self, PROBE_FIRST_SECONDS);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
desk_flow_core_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskFlowCore *self = DESK_FLOW_CORE (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, self->account);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, desk_flow_core_get_online (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_flow_core_finalize (GObject *object)
{
  DeskFlowCore *self = DESK_FLOW_CORE (object);

  /* A core that could not be completed has nothing to close. */
  g_warn_if_fail (self->closed || self->drafts == NULL);

  g_clear_object (&self->account);
  g_clear_object (&self->probe_cancellable);
  g_clear_object (&self->trust);
  g_clear_object (&self->drafts);
  g_clear_object (&self->keys);
  g_clear_pointer (&self->told_keys, g_hash_table_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->api);
  G_OBJECT_CLASS (desk_flow_core_parent_class)->finalize (object);
}

static void
desk_flow_core_class_init (DeskFlowCoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_flow_core_get_property;
  object_class->finalize = desk_flow_core_finalize;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, DESK_TYPE_ACCOUNT, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SESSION_EXPIRED]
      = g_signal_new ("session-expired", DESK_TYPE_FLOW_CORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSING] = g_signal_new ("closing", DESK_TYPE_FLOW_CORE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DEFAULT_PIN]
      = g_signal_new ("default-pin", DESK_TYPE_FLOW_CORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, DESK_TYPE_KEY_TOKEN);
}

static void
desk_flow_core_init (DeskFlowCore *self)
{
  self->clock = desk_clock_new_system ();
  self->probe_cancellable = g_cancellable_new ();
  self->told_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DeskFlowCore *
desk_flow_core_new (const DeskFlowsConfig *config, GError **error)
{
  g_autoptr (DeskFlowCore) self = g_object_new (DESK_TYPE_FLOW_CORE, NULL);
  g_autoptr (DeskKeySettings) key_settings = NULL;
  GError *cause = NULL;

  self->api = desk_api_new (config->server, DESK_API_TIMEOUT_SECONDS, &cause);
  if (self->api != NULL && desk_platform_make_private_directory (config->data_dir, &cause))
    self->drafts = desk_draft_store_new (config->data_dir, config->use_secret_service, self->clock);
  if (self->drafts == NULL) {
    g_propagate_error (error, desk_flow_error_map (cause));
    return NULL;
  }

  key_settings
      = desk_key_settings_new (config->data_dir, config->ukey_module, config->ukey_arguments);
  self->keys = desk_keys_new (key_settings, self->clock);
  self->trust = desk_trust_new (self->api, config->trust_file, config->data_dir);
  g_signal_connect_object (self->api, "notify::reachable", G_CALLBACK (on_reachable_notify), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

void
desk_flow_core_close (DeskFlowCore *self)
{
  if (self->closed)
    return;

  g_signal_emit (self, signals[SIGNAL_CLOSING], 0);
  self->closed = TRUE;
  g_clear_handle_id (&self->probe, g_source_remove);
  g_cancellable_cancel (self->probe_cancellable);
  desk_keys_close (self->keys);
  desk_draft_store_close (self->drafts);
}

DeskApi *
desk_flow_core_get_api (DeskFlowCore *self)
{
  return self->api;
}

DeskClock *
desk_flow_core_get_clock (DeskFlowCore *self)
{
  return self->clock;
}

DeskDraftStore *
desk_flow_core_get_drafts (DeskFlowCore *self)
{
  return self->drafts;
}

DeskTrust *
desk_flow_core_get_trust (DeskFlowCore *self)
{
  return self->trust;
}

DeskKeys *
desk_flow_core_get_keys (DeskFlowCore *self)
{
  return self->keys;
}

DeskAccount *
desk_flow_core_get_account (DeskFlowCore *self)
{
  return self->account;
}

void
desk_flow_core_set_account (DeskFlowCore *self, DeskAccount *account)
{
  if (g_set_object (&self->account, account))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

gboolean
desk_flow_core_may_open (DeskFlowCore *self, const char *owner)
{
  if (self->account == NULL)
    return FALSE;

  return owner == NULL || g_str_equal (owner, desk_account_get_id (self->account));
}

gboolean
desk_flow_core_get_online (DeskFlowCore *self)
{
  return desk_api_get_reachable (self->api);
}

static void
expire_session (DeskFlowCore *self)
{
  desk_api_set_token (self->api, NULL);
  desk_flow_core_set_account (self, NULL);
  g_signal_emit (self, signals[SIGNAL_SESSION_EXPIRED], 0);
}

void
desk_flow_core_note_key_used (DeskFlowCore *self,
                              DeskKeyCertificate *certificate,
                              gboolean is_default_pin)
{
  const char *serial = desk_key_certificate_get_token_serial (certificate);

  desk_keys_note_success (self->keys, certificate);
  if (is_default_pin && g_hash_table_add (self->told_keys, g_strdup (serial)))
    g_signal_emit (self, signals[SIGNAL_DEFAULT_PIN], 0,
                   desk_key_certificate_get_token (certificate));
}

GError *
desk_flow_core_take_error (DeskFlowCore *self,
                           GError *error,
                           DeskCountdown *retry,
                           DeskIssues **issues)
{
  gboolean is_api = error->domain == DESK_API_ERROR;
  GError *mapped;

  if (issues != NULL)
    *issues = is_api && desk_issues_get_size (desk_api_error_get_issues (error)) > 0
                  ? desk_issues_ref (desk_api_error_get_issues (error))
                  : NULL;
  if (retry != NULL && is_api && desk_api_error_get_retry_after (error) > 0)
    desk_countdown_start (retry, desk_api_error_get_retry_after (error));

  mapped = desk_flow_error_map (error);
  if (g_error_matches (mapped, DESK_FLOW_ERROR, DESK_FLOW_ERROR_SESSION_EXPIRED))
    expire_session (self);
  return mapped;
}

void
desk_flow_core_wait_for_code (const GError *error, DeskCountdown *resend)
{
  if (error->domain == DESK_API_ERROR && desk_api_error_get_retry_after (error) > 0)
    desk_countdown_start (resend, desk_api_error_get_retry_after (error));
}
