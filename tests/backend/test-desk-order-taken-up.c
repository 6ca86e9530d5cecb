/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An application in progress is taken up again: by who corrects what was checked, by who lost the
 * draft, by who withdrew it. */

#include "desk-test-client.h"

#define PHONE        "13800138000"
#define OTHER_MOBILE "13900139000"
#define NAME         "张三"
#define OTHER_NAME   "张叁"
#define ID_NUMBER    "150102199001010019"
#define OTHER_NUMBER "152627198502280123"
#define KEY          "0b8f5a3e-6c1d-4f3a-9a6e-2f0d3c4b5a69"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
  char *order; /* path */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = desk_test_backend_start ();
  fixture->client = desk_test_client_new (fixture->backend);
  desk_test_client_sign_in (fixture->client, PHONE);
  fixture->order = desk_test_client_create_order (fixture->client, NAME, ID_NUMBER);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->order);
  desk_test_client_free (fixture->client);
  desk_test_backend_stop (fixture->backend);
}

/* The body of POST /v1/orders for a new check. Caller frees. */
static char *
check (DeskTestClient *client, const char *name, const char *id_number, const char *mobile)
{
  g_autofree char *body
      = g_strdup_printf ("{'id_type': '01', 'name': '%s', 'id_number': '%s', 'mobile': '%s'}", name,
                         id_number, mobile);

  desk_test_client_assert (
      client, desk_test_client_send (client, "POST", "/v1/identity-checks", body), 201);
  return g_strdup_printf ("{'product': 'person_certificate', 'identity_check_id': '%s'}",
                          desk_test_client_get_text (client, "id"));
}

static guint
post (Fixture *fixture, const char *name, const char *id_number, const char *mobile)
{
  g_autofree char *body = check (fixture->client, name, id_number, mobile);

  return desk_test_client_send (fixture->client, "POST", "/v1/orders", body);
}

static void
assert_taken_up (Fixture *fixture, guint status, gint64 version)
{
  DeskTestClient *client = fixture->client;

  desk_test_client_assert (client, status, 200);
  g_assert_true (g_str_has_suffix (fixture->order, desk_test_client_get_text (client, "id")));
  g_assert_cmpint (desk_test_client_get_int (client, "version"), ==, version);
}

static void
sign (Fixture *fixture)
{
  desk_test_client_give_evidence (fixture->client, fixture->order);
  desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  desk_test_client_fill_form (fixture->client, fixture->order);
}

static gint64
get_version (Fixture *fixture)
{
  DeskTestClient *client = fixture->client;

  desk_test_client_assert (client, desk_test_client_send (client, "GET", fixture->order, NULL),
                           200);
  return desk_test_client_get_int (client, "version");
}

static void
assert_done (Fixture *fixture, const char *const *steps)
{
  for (gsize i = 0; steps[i] != NULL; i++) {
    g_test_message ("%s", steps[i]);
    g_assert_true (desk_test_client_has_done (fixture->client, steps[i]));
  }
}

static void
assert_stale (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->order, "/contract", NULL);
  DeskTestClient *client = fixture->client;

  g_assert_false (desk_test_client_has_done (client, "contract"));
  g_assert_false (desk_test_client_has_done (client, "reading"));
  desk_test_client_assert (client, desk_test_client_send (client, "GET", path, NULL), 409);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "contract_stale");
}

static void
move (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_strconcat (fixture->order, "/", name, NULL);
  g_autofree char *version = desk_test_client_dup_version (fixture->client, fixture->order);

  desk_test_client_assert (fixture->client,
                           desk_test_client_send (fixture->client, "POST", path, version), 200);
}

/* The draft was lost, say with the computer: what was given is there, a contract stays in force. */
static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[]
      = { "identity", "consent", "ink", "contract", "reading", "product", "delivery", NULL };
  gint64 version;

  assert_taken_up (fixture, post (fixture, NAME, ID_NUMBER, PHONE), 1);
  sign (fixture);
  version = get_version (fixture);
  assert_taken_up (fixture, post (fixture, NAME, ID_NUMBER, PHONE), version);
  assert_done (fixture, steps);
  move (fixture, "submission");
}

static void
test_name (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[]
      = { "identity", "consent", "attachments.id_front", "attachments.id_back", "product",
          "delivery", NULL };
  gint64 version;

  sign (fixture);
  version = get_version (fixture);
  assert_taken_up (fixture, post (fixture, "李四", ID_NUMBER, PHONE), version + 1);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "holder"), ==, "李*");
  assert_done (fixture, steps);
  g_assert_false (desk_test_client_has_done (fixture->client, "ink"));
  assert_stale (fixture);

  sign (fixture);
  move (fixture, "submission");
}

static void
test_mobile (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[] = { "identity", "consent", "ink", "product", "delivery", NULL };
  gint64 version;

  sign (fixture);
  version = get_version (fixture);
  assert_taken_up (fixture, post (fixture, NAME, ID_NUMBER, OTHER_MOBILE), version + 1);
  assert_done (fixture, steps);
  assert_stale (fixture);

  desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  move (fixture, "submission");
}

/* Nothing but a draft is taken up; withdrawn it is one again. */
static void
test_submitted (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  gint64 version;

  sign (fixture);
  move (fixture, "submission");
  version = get_version (fixture);
  desk_test_client_assert (client, post (fixture, OTHER_NAME, ID_NUMBER, PHONE), 409);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "only_one");
  desk_test_client_assert (client, post (fixture, NAME, ID_NUMBER, PHONE), 409);
  g_assert_cmpint (get_version (fixture), ==, version);

  move (fixture, "withdrawal");
  assert_taken_up (fixture, post (fixture, OTHER_NAME, ID_NUMBER, PHONE), version + 2);
  g_assert_cmpstr (desk_test_client_get_text (client, "state"), ==, "DRAFT");
}

/* Another person's application is another one; the draft before it stays what it was. */
static void
test_another_person (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;

  desk_test_client_assert (client, post (fixture, NAME, OTHER_NUMBER, PHONE), 201);
  g_assert_false (g_str_has_suffix (fixture->order, desk_test_client_get_text (client, "id")));
  g_assert_cmpint (get_version (fixture), ==, 1);
  assert_taken_up (fixture, post (fixture, NAME, ID_NUMBER, PHONE), 1);
}

/* The same key gives the answer of then, another one looks again. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *body = check (client, OTHER_NAME, ID_NUMBER, PHONE);

  desk_test_client_set_key (client, KEY);
  assert_taken_up (fixture, desk_test_client_send (client, "POST", "/v1/orders", body), 2);
  desk_test_client_set_key (client, NULL);
  assert_taken_up (fixture, post (fixture, NAME, ID_NUMBER, PHONE), 3);
  desk_test_client_set_key (client, KEY);
  assert_taken_up (fixture, desk_test_client_send (client, "POST", "/v1/orders", body), 2);
  g_assert_cmpint (get_version (fixture), ==, 3);
}

typedef struct {
  DeskTestClient *client; /* owned */
  char *body;             /* owned */
  guint status;
  char *id; /* owned */
} Poster;

static gpointer
post_in_thread (gpointer data)
{
  Poster *poster = data;

  poster->status = desk_test_client_send (poster->client, "POST", "/v1/orders", poster->body);
  poster->id = g_strdup (desk_test_client_get_text (poster->client, "id"));
  return NULL;
}

/* Of several at the same time one makes the order and the others take it up. */
static void
test_parallel (Fixture *fixture, gconstpointer data)
{
  Poster posters[4] = { 0 };
  GThread *threads[G_N_ELEMENTS (posters)];
  guint n_made = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (posters); i++) {
    posters[i].client = desk_test_client_new (fixture->backend);
    desk_test_client_sign_in (posters[i].client, PHONE);
    posters[i].body = check (posters[i].client, NAME, OTHER_NUMBER, PHONE);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (posters); i++)
    threads[i] = g_thread_new ("poster", post_in_thread, &posters[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (posters); i++)
    g_thread_join (threads[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (posters); i++) {
    g_assert_true (posters[i].status == 200 || posters[i].status == 201);
    n_made += posters[i].status == 201 ? 1 : 0;
    g_assert_cmpstr (posters[i].id, ==, posters[0].id);
  }
  g_assert_cmpuint (n_made, ==, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (posters); i++) {
    desk_test_client_free (posters[i].client);
    g_free (posters[i].body);
    g_free (posters[i].id);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/order-taken-up/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("unchanged", test_unchanged);
  ADD ("name", test_name);
  ADD ("mobile", test_mobile);
  ADD ("submitted", test_submitted);
  ADD ("another-person", test_another_person);
  ADD ("keys", test_keys);
  ADD ("parallel", test_parallel);
#undef ADD

  return g_test_run ();
}
