/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#define PHONE     "13800138000"
#define ID_NUMBER "150102199001010019"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
  char *order;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = desk_test_backend_start ();
  fixture->client = desk_test_client_new (fixture->backend);
  desk_test_client_sign_in (fixture->client, PHONE);
  fixture->order = desk_test_client_create_order (fixture->client, "张三", ID_NUMBER);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->order);
  desk_test_client_free (fixture->client);
  desk_test_backend_stop (fixture->backend);
}

static void
complete (Fixture *fixture)
{
  desk_test_client_give_evidence (fixture->client, fixture->order);
  desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  desk_test_client_fill_form (fixture->client, fixture->order);
}

static guint
move (Fixture *fixture, const char *name, const char *version)
{
  g_autofree char *path = g_strconcat (fixture->order, "/", name, NULL);

  return desk_test_client_send (fixture->client, "POST", path, version);
}

static void
assert_problem (Fixture *fixture, guint status, guint expected, const char *code)
{
  desk_test_client_assert (fixture->client, status, expected);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, code);
}

static void
test_submit_and_withdraw (Fixture *fixture, gconstpointer data)
{
  g_autofree char *version = NULL;
  g_autofree char *submitted = NULL;
  g_autofree char *again = NULL;

  complete (fixture);
  version = desk_test_client_dup_version (fixture->client, fixture->order);
  desk_test_client_assert (fixture->client, move (fixture, "submission", version), 200);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "state"), ==, "SUBMITTED");

  submitted = desk_test_client_dup_version (fixture->client, fixture->order);
  assert_problem (fixture, move (fixture, "submission", submitted), 409, "state_conflict");
  assert_problem (fixture, move (fixture, "withdrawal", version), 409, "conflict");
  assert_problem (fixture, move (fixture, "cancellation", submitted), 409, "state_conflict");
  desk_test_client_assert (fixture->client, move (fixture, "withdrawal", submitted), 200);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "state"), ==, "DRAFT");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        desk_test_client_get_json (fixture->client), "events")),
                    ==, 3);

  /* Nothing is lost by it. */
  again = desk_test_client_dup_version (fixture->client, fixture->order);
  desk_test_client_assert (fixture->client, move (fixture, "submission", again), 200);
}

static void
test_step_missing (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[] = { "consent", "contract", "product" };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *version = desk_test_client_dup_version (fixture->client, fixture->order);

    assert_problem (fixture, move (fixture, "submission", version), 409, "step_missing");
    g_assert_cmpstr (desk_test_client_get_field (fixture->client, steps[i]), ==, "missing");
    if (i == 0)
      desk_test_client_give_evidence (fixture->client, fixture->order);
    else
      desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  }
}

static void
test_old_version (Fixture *fixture, gconstpointer data)
{
  g_autofree char *version = NULL;

  complete (fixture);
  version = desk_test_client_dup_version (fixture->client, fixture->order);
  desk_test_client_fill_form (fixture->client, fixture->order);
  assert_problem (fixture, move (fixture, "submission", version), 409, "conflict");
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *version = NULL;
  gint64 first;

  complete (fixture);
  version = desk_test_client_dup_version (fixture->client, fixture->order);
  desk_test_client_set_key (fixture->client, "0b8f5a3e-6c1d-4f3a-9a6e-2f0d3c4b5a69");
  desk_test_client_assert (fixture->client, move (fixture, "submission", version), 200);
  first = desk_test_client_get_int (fixture->client, "version");
  desk_test_client_assert (fixture->client, move (fixture, "submission", version), 200);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "version"), ==, first);
}

typedef struct {
  Fixture *fixture;
  DeskTestClient *client;
  const char *version;
  guint status;
} Submitter;

static gpointer
submit_in_thread (gpointer data)
{
  Submitter *submitter = data;
  g_autofree char *path = g_strconcat (submitter->fixture->order, "/submission", NULL);

  submitter->status = desk_test_client_send (submitter->client, "POST", path, submitter->version);
  return NULL;
}

/* Of several at the same time exactly one wins. */
static void
test_parallel (Fixture *fixture, gconstpointer data)
{
  Submitter submitters[4];
  GThread *threads[4];
  g_autofree char *version = NULL;
  guint n_won = 0;

  complete (fixture);
  version = desk_test_client_dup_version (fixture->client, fixture->order);
  for (gsize i = 0; i < G_N_ELEMENTS (submitters); i++) {
    submitters[i].fixture = fixture;
    submitters[i].version = version;
    submitters[i].client = desk_test_client_new (fixture->backend);
    desk_test_client_sign_in (submitters[i].client, PHONE);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (submitters); i++)
    threads[i] = g_thread_new ("submitter", submit_in_thread, &submitters[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (submitters); i++) {
    g_thread_join (threads[i]);
    g_assert_true (submitters[i].status == 200 || submitters[i].status == 409);
    n_won += submitters[i].status == 200 ? 1 : 0;
    desk_test_client_free (submitters[i].client);
  }

  g_assert_cmpuint (n_won, ==, 1);
  desk_test_client_assert (
      fixture->client, desk_test_client_send (fixture->client, "GET", fixture->order, NULL), 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        desk_test_client_get_json (fixture->client), "events")),
                    ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/order-moves/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("submit-and-withdraw", test_submit_and_withdraw);
  ADD ("step-missing", test_step_missing);
  ADD ("old-version", test_old_version);
  ADD ("repeated", test_repeated);
  ADD ("parallel", test_parallel);
#undef ADD

  return g_test_run ();
}
