/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-countdown.h"

struct _DeskCountdown {
  GObject parent_instance;

  gint64 deadline; /* monotonic, microseconds; 0: stopped */
  guint seconds;   /* left, as last notified */
  guint timeout;   /* source id, 0: none */
};

enum {
  PROP_0,
  PROP_SECONDS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskCountdown, desk_countdown, G_TYPE_OBJECT)

static guint
seconds_until (gint64 deadline)
{
  gint64 left = deadline - g_get_monotonic_time ();

  return left <= 0 ? 0 : (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static void
set_seconds (DeskCountdown *self, guint seconds)
{
  if (self->seconds == seconds)
    return;

  self->seconds = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS]);
}

static gboolean
on_timeout (gpointer user_data)
{
  DeskCountdown *self = user_data;
  guint left = seconds_until (self->deadline);

  /* Before the notification, whose handler may start it again. */
  if (left == 0)
    self->timeout = 0;

  set_seconds (self, left);
  return left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
desk_countdown_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskCountdown *self = DESK_COUNTDOWN (object);

  switch (id) {
  case PROP_SECONDS:
    g_value_set_uint (value, self->seconds);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_countdown_dispose (GObject *object)
{
  DeskCountdown *self = DESK_COUNTDOWN (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (desk_countdown_parent_class)->dispose (object);
}

static void
desk_countdown_class_init (DeskCountdownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_countdown_get_property;
  object_class->dispose = desk_countdown_dispose;

  properties[PROP_SECONDS] = g_param_spec_uint ("seconds", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_countdown_init (DeskCountdown *self)
{
}

DeskCountdown *
desk_countdown_new (void)
{
  return g_object_new (DESK_TYPE_COUNTDOWN, NULL);
}

guint
desk_countdown_get_seconds (DeskCountdown *self)
{
  g_return_val_if_fail (DESK_IS_COUNTDOWN (self), 0);

  return self->seconds;
}

void
desk_countdown_start (DeskCountdown *self, guint seconds)
{
  g_return_if_fail (DESK_IS_COUNTDOWN (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  self->deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  if (seconds > 0)
    self->timeout = g_timeout_add_seconds (1, on_timeout, self);
  set_seconds (self, seconds);
}
