/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-flow-core.h"

struct _DeskFlowCore {
  GObject parent_instance;

  char *server;         /* owned; base URL */
  DeskClock *clock;     /* owned */
  DeskAccount *account; /* owned, nullable: signed out */
  gboolean online;
};

enum {
  PROP_0,
  PROP_ACCOUNT,
  PROP_ONLINE,
  N_PROPS,
};

enum {
  SIGNAL_SESSION_EXPIRED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskFlowCore, desk_flow_core, G_TYPE_OBJECT)

static void
desk_flow_core_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskFlowCore *self = DESK_FLOW_CORE (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, self->account);
    break;
  case PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_flow_core_finalize (GObject *object)
{
  DeskFlowCore *self = DESK_FLOW_CORE (object);

  g_clear_object (&self->account);
  g_clear_object (&self->clock);
  g_free (self->server);
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
}

static void
desk_flow_core_init (DeskFlowCore *self)
{
  self->clock = desk_clock_new_system ();
  self->online = TRUE;
}

DeskFlowCore *
desk_flow_core_new (const DeskFlowsConfig *config, GError **error)
{
  DeskFlowCore *self = g_object_new (DESK_TYPE_FLOW_CORE, NULL);

  self->server = g_strdup (config->server);
  return self;
}

DeskClock *
desk_flow_core_get_clock (DeskFlowCore *self)
{
  return self->clock;
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
desk_flow_core_get_online (DeskFlowCore *self)
{
  return self->online;
}

const char *
desk_flow_core_get_server (DeskFlowCore *self)
{
  return self->server;
}
