/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-worker.h"

typedef struct {
  DeskWorker *worker; /* borrowed */
  GString *order;     /* owned */
  GMutex gate;        /* holds the first job back */
} Fixture;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
append_letter (GTask *task, gpointer state)
{
  Fixture *fixture = state;

  g_assert_true (desk_worker_is_current (fixture->worker));
  g_mutex_lock (&fixture->gate);
  g_mutex_unlock (&fixture->gate);
  g_string_append_c (fixture->order, (char) GPOINTER_TO_INT (g_task_get_task_data (task)));
  g_task_return_boolean (task, TRUE);
}

static void
push_letter (Fixture *fixture, char letter, GCancellable *cancellable, GAsyncResult **result)
{
  GTask *task = g_task_new (NULL, cancellable, on_answered, result);

  g_task_set_task_data (task, GINT_TO_POINTER (letter), NULL);
  desk_worker_push (fixture->worker, task, append_letter);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->order = g_string_new (NULL);
  g_mutex_init (&fixture->gate);
  fixture->worker = desk_worker_new ("test", fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (fixture->order, TRUE);
  g_mutex_clear (&fixture->gate);
}

static void
test_order_and_drain (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *results[3] = { NULL };

  g_mutex_lock (&fixture->gate);
  for (int i = 0; i < 3; i++)
    push_letter (fixture, (char) ('a' + i), NULL, &results[i]);
  g_mutex_unlock (&fixture->gate);
  desk_worker_close (fixture->worker, DESK_WORKER_DRAIN);

  for (int i = 0; i < 3; i++) {
    wait_for (&results[i]);
    g_assert_true (g_task_propagate_boolean (G_TASK (results[i]), NULL));
    g_object_unref (results[i]);
  }
  g_assert_cmpstr (fixture->order->str, ==, "abc");
}

static void
test_cancelled_before_its_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;

  g_mutex_lock (&fixture->gate);
  push_letter (fixture, 'a', NULL, &first);
  push_letter (fixture, 'b', cancellable, &second);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&fixture->gate);
  wait_for (&first);
  wait_for (&second);

  g_assert_false (g_task_propagate_boolean (G_TASK (second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->order->str, ==, "a");
  g_object_unref (first);
  g_object_unref (second);
  desk_worker_close (fixture->worker, DESK_WORKER_CANCEL);
}

static void
count_free (gpointer state)
{
  ++*(int *) state;
}

static void
test_frees_its_state (void)
{
  int freed = 0;

  desk_worker_close (desk_worker_new ("test", &freed, count_free), DESK_WORKER_CANCEL);
  g_assert_cmpint (freed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/base/worker/order-and-drain", Fixture, NULL, set_up, test_order_and_drain,
              tear_down);
  g_test_add ("/base/worker/cancelled-before-its-turn", Fixture, NULL, set_up,
              test_cancelled_before_its_turn, tear_down);
  g_test_add_func ("/base/worker/frees-its-state", test_frees_its_state);
  return g_test_run ();
}
