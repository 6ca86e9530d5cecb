/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-waits.h"

struct _DeskKeyWaits {
  GPtrArray *waits; /* owned: Wait, in the order they came */
  DeskKeyWaitsEnded ended;
  gpointer user_data; /* borrowed, for @ended */
};

typedef struct {
  DeskKeyWaits *waits;   /* borrowed */
  GTask *task;           /* owned */
  GSource *cancellation; /* owned, nullable: the task cannot be cancelled */
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  if (wait->cancellation != NULL)
    g_source_destroy (wait->cancellation);
  g_clear_pointer (&wait->cancellation, g_source_unref);
  g_object_unref (wait->task);
  g_free (wait);
}

DeskKeyWaits *
desk_key_waits_new (DeskKeyWaitsEnded ended, gpointer user_data)
{
  DeskKeyWaits *self = g_new0 (DeskKeyWaits, 1);

  self->waits = g_ptr_array_new_with_free_func (wait_free);
  self->ended = ended;
  self->user_data = user_data;
  return self;
}

/* Takes the wait out of the list; caller owns it. What was waited on may be gone once the task of
 * it is answered, so that comes last. */
static Wait *
end_wait (Wait *wait)
{
  DeskKeyWaits *self = wait->waits;
  guint index;

  g_ptr_array_find (self->waits, wait, &index);
  g_ptr_array_steal_index (self->waits, index);
  self->ended (self->user_data);
  return wait;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Wait *wait = end_wait (user_data);

  g_task_return_error_if_cancelled (wait->task);
  wait_free (wait);
  return G_SOURCE_REMOVE;
}

void
desk_key_waits_add (DeskKeyWaits *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait = g_new0 (Wait, 1);

  wait->waits = self;
  wait->task = g_object_ref (task);
  g_ptr_array_add (self->waits, wait);
  if (cancellable == NULL)
    return;

  wait->cancellation = g_cancellable_source_new (cancellable);
  g_source_set_callback (wait->cancellation, G_SOURCE_FUNC (on_cancelled), wait, NULL);
  g_source_attach (wait->cancellation, g_main_context_get_thread_default ());
}

void
desk_key_waits_check (DeskKeyWaits *self,
                      DeskKeyWaitsCheck check,
                      DeskKeyWaitsAnswer answer,
                      gpointer user_data)
{
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (wait_free);

  for (guint i = self->waits->len; i-- > 0;) {
    Wait *wait = g_ptr_array_index (self->waits, i);

    if (check (wait->task, user_data))
      g_ptr_array_add (ready, end_wait (wait));
  }

  for (guint i = 0; i < ready->len; i++)
    answer (((Wait *) g_ptr_array_index (ready, i))->task);
}

static void
answer_closed (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
}

static gboolean
is_over (GTask *task, gpointer user_data)
{
  return TRUE;
}

void
desk_key_waits_free (DeskKeyWaits *self)
{
  desk_key_waits_check (self, is_over, answer_closed, NULL);
  g_ptr_array_unref (self->waits);
  g_free (self);
}
