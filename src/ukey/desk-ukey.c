/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey.h"

#include "desk-ukey-private.h"
#include "desk-ukey-runner.h"

/* One operation that was asked for. */
typedef struct {
  DeskUkey *ukey;           /* borrowed; the task keeps it */
  DeskUkeyRequest *request; /* owned */
  GTask *task;              /* owned, nullable: answered already, because it was cancelled */
  GSource *cancel;          /* owned, nullable */
} Call;

struct _DeskUkey {
  GObject parent_instance;

  DeskUkeyModule *module; /* owned, nullable */
  DeskClock *clock;       /* owned */
  DeskUkeyRunner *runner; /* owned; NULL once closed */

  GQueue waiting; /* of Call, owned */
  Call *current;  /* owned, nullable: what is run */
  gboolean busy;  /* what was notified */
  gboolean slow;
};

enum {
  PROP_BUSY = 1,
  PROP_SLOW,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (DeskUkey, desk_ukey, G_TYPE_OBJECT)

static void
call_free (Call *call)
{
  if (call->cancel != NULL)
    g_source_destroy (call->cancel);
  g_clear_pointer (&call->cancel, g_source_unref);
  g_clear_object (&call->task);
  desk_ukey_request_free (call->request);
  g_free (call);
}

static void
desk_ukey_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskUkey *self = DESK_UKEY (object);

  switch (id) {
  case PROP_BUSY:
    g_value_set_boolean (value, desk_ukey_get_busy (self));
    break;
  case PROP_SLOW:
    g_value_set_boolean (value, self->slow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_ukey_finalize (GObject *object)
{
  DeskUkey *self = DESK_UKEY (object);

  g_assert (self->runner == NULL && self->current == NULL);
  g_clear_pointer (&self->module, desk_ukey_module_unref);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (desk_ukey_parent_class)->finalize (object);
}

static void
desk_ukey_class_init (DeskUkeyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_ukey_get_property;
  object_class->finalize = desk_ukey_finalize;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_SLOW] = g_param_spec_boolean ("slow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
desk_ukey_init (DeskUkey *self)
{
  g_queue_init (&self->waiting);
}

DeskUkeyModule *
desk_ukey_get_module (DeskUkey *self)
{
  return self->module;
}

DeskClock *
desk_ukey_get_clock (DeskUkey *self)
{
  return self->clock;
}

gboolean
desk_ukey_get_busy (DeskUkey *self)
{
  return self->current != NULL || !g_queue_is_empty (&self->waiting);
}

gboolean
desk_ukey_get_slow (DeskUkey *self)
{
  return self->slow;
}

void
desk_ukey_set_timeout (DeskUkey *self, DeskUkeyTimeout which, guint milliseconds)
{
  desk_ukey_runner_set_timeout (self->runner, which, milliseconds);
}

DeskUkeyPhase
desk_ukey_get_phase (DeskUkey *self)
{
  return desk_ukey_runner_get_phase (self->runner);
}

void
desk_ukey_restart (DeskUkey *self)
{
  if (self->runner != NULL)
    desk_ukey_runner_restart (self->runner);
}

static void
update_busy (DeskUkey *self)
{
  gboolean busy = desk_ukey_get_busy (self);

  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
set_slow (DeskUkey *self, gboolean slow)
{
  if (self->slow == slow)
    return;

  self->slow = slow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLOW]);
}

static void
dispatch (DeskUkey *self)
{
  if (self->runner == NULL || self->current != NULL || g_queue_is_empty (&self->waiting))
    return;

  self->current = g_queue_pop_head (&self->waiting);
  desk_ukey_runner_run (self->runner, self->current->request);
}

static void
on_done (DeskUkeyMessage *answer, GError *error, gpointer user_data)
{
  g_autoptr (DeskUkey) self = g_object_ref (user_data);
  Call *call = g_steal_pointer (&self->current);
  const DeskUkeyOperation *operation = call->request->operation;

  set_slow (self, FALSE);
  if (call->task == NULL)
    g_clear_error (&error);
  else if (answer != NULL)
    operation->answered (call->task, answer);
  else if (operation->failed != NULL)
    operation->failed (call->task, error);
  else
    g_task_return_error (call->task, error);

  call_free (call);
  dispatch (self);
  update_busy (self);
}

static void
on_slow (gpointer user_data)
{
  set_slow (user_data, TRUE);
}

static const DeskUkeyRunnerListener listener = { on_done, on_slow };

DeskUkey *
desk_ukey_new (DeskUkeyModule *module, DeskClock *clock)
{
  DeskUkey *self = g_object_new (DESK_TYPE_UKEY, NULL);

  self->module = module != NULL ? desk_ukey_module_ref (module) : NULL;
  self->clock = g_object_ref (clock);
  self->runner = desk_ukey_runner_new (self->module, &listener, self);
  return self;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (DeskUkey) self = g_object_ref (call->ukey);
  g_autoptr (GTask) task = g_steal_pointer (&call->task);

  g_clear_pointer (&call->cancel, g_source_unref);
  if (g_queue_remove (&self->waiting, call))
    call_free (call);
  g_task_return_error_if_cancelled (task);
  update_busy (self);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (Call *call)
{
  GCancellable *cancellable = g_task_get_cancellable (call->task);

  if (cancellable == NULL)
    return;

  call->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->cancel, G_SOURCE_FUNC (on_cancelled), call, NULL);
  g_source_attach (call->cancel, g_task_get_context (call->task));
}

void
desk_ukey_push (DeskUkey *self,
                const DeskUkeyOperation *operation,
                DeskUkeyCallFlags flags,
                GTask *task_taken,
                DeskUkeyMessage *message_taken)
{
  g_autoptr (GTask) task = task_taken;
  g_autoptr (DeskUkeyMessage) message = message_taken;
  g_autoptr (GError) error = NULL;
  DeskUkeyRequest *request;
  Call *call;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->runner == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the key was closed");
    return;
  }
  request = desk_ukey_request_new (operation, flags, message, &error);
  if (request == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", error->message);
    return;
  }

  call = g_new0 (Call, 1);
  call->ukey = self;
  call->request = request;
  call->task = g_steal_pointer (&task);
  watch_cancellable (call);

  g_queue_push_tail (&self->waiting, call);
  dispatch (self);
  update_busy (self);
}

static void
return_closed (Call *call)
{
  if (call->task != NULL)
    g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the key was closed");
  call_free (call);
}

void
desk_ukey_close (DeskUkey *self)
{
  g_autoptr (DeskUkey) keep = NULL;
  Call *call;

  g_return_if_fail (DESK_IS_UKEY (self));

  keep = g_object_ref (self);
  g_clear_pointer (&self->runner, desk_ukey_runner_free);
  set_slow (self, FALSE);

  if (self->current != NULL)
    return_closed (g_steal_pointer (&self->current));
  while ((call = g_queue_pop_head (&self->waiting)) != NULL)
    return_closed (call);
  update_busy (self);
}
