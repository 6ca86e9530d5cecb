/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-autosave.h"

struct _DeskAutosave {
  GObject parent_instance;

  DeskDraftStore *store;        /* owned */
  DeskApplication *application; /* owned */
  DeskClock *clock;             /* owned */
  guint timeout;                /* source id of the waiting write, 0: nothing waits */
  gint64 saved_time;            /* Unix seconds */
  gboolean failed;
  gboolean stopped;
};

enum {
  PROP_0,
  PROP_SAVED_TIME,
  PROP_FAILED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskAutosave, desk_autosave, G_TYPE_OBJECT)

static void
set_failed (DeskAutosave *self, gboolean failed)
{
  if (self->failed == failed)
    return;

  self->failed = failed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILED]);
}

static void
on_automatic_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!desk_autosave_save_finish (DESK_AUTOSAVE (source), result, &error))
    g_message ("a draft could not be saved: %s", error->message);
}

static gboolean
on_timeout (gpointer user_data)
{
  DeskAutosave *self = user_data;

  self->timeout = 0;
  desk_autosave_save_async (self, NULL, on_automatic_save_ready, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_application_changed (DeskAutosave *self)
{
  if (!self->stopped && self->timeout == 0)
    self->timeout = g_timeout_add (DESK_AUTOSAVE_DELAY_MS, on_timeout, self);
}

static void
on_step_notify (DeskAutosave *self)
{
  on_application_changed (self);
  desk_autosave_flush (self);
}

static void
desk_autosave_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskAutosave *self = DESK_AUTOSAVE (object);

  switch (id) {
  case PROP_SAVED_TIME:
    g_value_set_int64 (value, self->saved_time);
    break;
  case PROP_FAILED:
    g_value_set_boolean (value, self->failed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_autosave_dispose (GObject *object)
{
  DeskAutosave *self = DESK_AUTOSAVE (object);

  /* Whoever drops it without a flush gives up what waited. */
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->application);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (desk_autosave_parent_class)->dispose (object);
}

static void
desk_autosave_class_init (DeskAutosaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_autosave_get_property;
  object_class->dispose = desk_autosave_dispose;

  properties[PROP_SAVED_TIME]
      = g_param_spec_int64 ("saved-time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FAILED] = g_param_spec_boolean ("failed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_autosave_init (DeskAutosave *self)
{
}

DeskAutosave *
desk_autosave_new (DeskDraftStore *store, DeskApplication *application, DeskClock *clock)
{
  DeskAutosave *self = g_object_new (DESK_TYPE_AUTOSAVE, NULL);

  self->store = g_object_ref (store);
  self->application = g_object_ref (application);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (application, "changed", G_CALLBACK (on_application_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "notify::step", G_CALLBACK (on_step_notify), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gint64
desk_autosave_get_saved_time (DeskAutosave *self)
{
  return self->saved_time;
}

gboolean
desk_autosave_get_failed (DeskAutosave *self)
{
  return self->failed;
}

void
desk_autosave_flush (DeskAutosave *self)
{
  if (self->timeout == 0)
    return;

  g_source_remove (self->timeout);
  on_timeout (self);
}

void
desk_autosave_stop (DeskAutosave *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->timeout, g_source_remove);
}

static void
on_store_save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskAutosave *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!desk_draft_store_save_finish (DESK_DRAFT_STORE (source), result, &error)) {
    set_failed (self, TRUE);
    g_task_return_error (task, error);
    return;
  }

  set_failed (self, FALSE);
  self->saved_time = desk_clock_now_seconds (self->clock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_TIME]);
  g_task_return_boolean (task, TRUE);
}

void
desk_autosave_save_async (DeskAutosave *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_autosave_save_async);
  g_clear_handle_id (&self->timeout, g_source_remove);

  if (self->stopped) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  desk_draft_store_save_async (self->store, self->application, cancellable, on_store_save_ready,
                               g_object_ref (task));
}

gboolean
desk_autosave_save_finish (DeskAutosave *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
