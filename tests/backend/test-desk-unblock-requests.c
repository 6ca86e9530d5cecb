/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#include <string.h>

#define PHONE   "13800138000"
#define UNBLOCK "{'token_serial': '00117F3A', 'token_label': 'Ukey', 'reason': 'no_unblock'}"
#define PATH    "/v1/unblock-requests"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = desk_test_backend_start_with (data);
  fixture->client = desk_test_client_new (fixture->backend);
  desk_test_client_sign_in (fixture->client, PHONE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_client_free (fixture->client);
  desk_test_backend_stop (fixture->backend);
}

/* Runs certdeskd with @words (NULL-terminated) on the backend's data; its exit code. */
static int
run (Fixture *fixture, char **output, const char *const *words)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) command = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_strv_builder_add_many (builder, program, "--data-dir",
                           desk_test_backend_get_data_dir (fixture->backend), NULL);
  g_strv_builder_addv (builder, (const char **) words);
  command = g_strv_builder_end (builder);
  g_spawn_sync (NULL, command, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, output, NULL, &status,
                &error);
  g_assert_no_error (error);
  return WEXITSTATUS (status);
}

static char *
list_open (Fixture *fixture)
{
  char *output = NULL;

  g_assert_cmpint (run (fixture, &output, (const char *[]){ "unblock", "list", NULL }), ==, 0);
  return output;
}

static JsonObject *
get_newest (Fixture *fixture)
{
  JsonArray *requests;

  desk_test_client_assert (fixture->client,
                           desk_test_client_send (fixture->client, "GET", PATH, NULL), 200);
  requests = json_object_get_array_member (desk_test_client_get_json (fixture->client), "requests");
  g_assert_cmpuint (json_array_get_length (requests), >, 0);
  return json_array_get_object_element (requests, 0);
}

/* The whole way: asked for, seen by customer service, ended, seen by the applicant. */
static void
test_lifecycle (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *number = NULL;
  g_autofree char *open = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *audit = NULL;
  JsonObject *newest;

  desk_test_client_assert (client, desk_test_client_send (client, "POST", PATH, UNBLOCK), 201);
  g_assert_cmpstr (desk_test_client_get_text (client, "state"), ==, "received");
  g_assert_cmpstr (desk_test_client_get_text (client, "token_tail"), ==, "7F3A");
  number = g_strdup (desk_test_client_get_text (client, "number"));
  g_assert_true (g_str_has_prefix (number, "JS"));

  open = list_open (fixture);
  g_assert_nonnull (strstr (open, number));
  g_assert_nonnull (strstr (open, "00117F3A"));
  g_assert_nonnull (strstr (open, "138****8000"));
  g_assert_null (strstr (open, PHONE));

  g_assert_cmpint (
      run (fixture, NULL,
           (const char *[]){ "unblock", "done", "--number", number, "--note", "已远程解锁", NULL }),
      ==, 0);
  empty = list_open (fixture);
  g_assert_cmpstr (g_strchomp (empty), ==, "");
  newest = get_newest (fixture);
  g_assert_cmpstr (json_object_get_string_member (newest, "state"), ==, "done");
  g_assert_cmpstr (json_object_get_string_member (newest, "note"), ==, "已远程解锁");

  /* Once ended, it stays so; the next one is a new one. */
  g_assert_cmpint (
      run (fixture, NULL, (const char *[]){ "unblock", "refuse", "--number", number, NULL }), ==,
      1);
  desk_test_client_assert (client, desk_test_client_send (client, "POST", PATH, UNBLOCK), 201);
  g_assert_cmpstr (desk_test_client_get_text (client, "number"), !=, number);
  g_assert_cmpint (run (fixture, &audit, (const char *[]){ "audit", "verify", NULL }), ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *number = NULL;

  desk_test_client_assert (client, desk_test_client_send (client, "POST", PATH, UNBLOCK), 201);
  number = g_strdup (desk_test_client_get_text (client, "number"));
  g_assert_cmpint (
      run (fixture, NULL, (const char *[]){ "unblock", "refuse", "--number", number, NULL }), ==,
      0);
  g_assert_cmpstr (json_object_get_string_member (get_newest (fixture), "state"), ==, "refused");
}

/* While one is under way for a key, it is answered again; another key has its own. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *number = NULL;

  desk_test_client_assert (client, desk_test_client_send (client, "POST", PATH, UNBLOCK), 201);
  number = g_strdup (desk_test_client_get_text (client, "number"));
  desk_test_client_assert (client, desk_test_client_send (client, "POST", PATH, UNBLOCK), 200);
  g_assert_cmpstr (desk_test_client_get_text (client, "number"), ==, number);
  desk_test_client_assert (
      client,
      desk_test_client_send (client, "POST", PATH,
                             "{'token_serial': 'A', 'token_label': '', 'reason': 'puk_locked'}"),
      201);
  g_assert_cmpstr (desk_test_client_get_text (client, "token_tail"), ==, "A");
}

static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestClient) other = desk_test_client_new (fixture->backend);
  g_autoptr (DeskTestClient) nobody = desk_test_client_new (fixture->backend);

  desk_test_client_assert (fixture->client,
                           desk_test_client_send (fixture->client, "POST", PATH, UNBLOCK), 201);
  desk_test_client_sign_in (other, "13900139000");
  desk_test_client_assert (other, desk_test_client_send (other, "GET", PATH, NULL), 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        desk_test_client_get_json (other), "requests")),
                    ==, 0);
  desk_test_client_assert (other, desk_test_client_send (other, "POST", PATH, UNBLOCK), 201);
  desk_test_client_assert (nobody, desk_test_client_send (nobody, "POST", PATH, UNBLOCK), 401);
  desk_test_client_assert (nobody, desk_test_client_send (nobody, "GET", PATH, NULL), 401);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "{'token_serial': '', 'token_label': '', 'reason': 'puk_lost'}",
    "{'token_serial': 'A', 'token_label': '', 'reason': 'other'}",
    "{'token_serial': 'A', 'reason': 'puk_lost'}",
    "{'token_serial': 'A', 'token_label': '', 'reason': 'puk_lost', 'pin': '111111'}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    guint status = desk_test_client_send (fixture->client, "POST", PATH, bodies[i]);

    g_assert_true (status == 400 || status == 422);
  }
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;

  for (int i = 0; i < 3; i++) {
    g_autofree char *body
        = g_strdup_printf ("{'token_serial': '%d', 'token_label': '', 'reason': 'puk_lost'}", i);

    desk_test_client_assert (client, desk_test_client_send (client, "POST", PATH, body),
                             i < 2 ? 201 : 429);
  }
  g_assert_cmpint (desk_test_client_get_int (client, "retry_after"), >, 80000);
}

/* A label is the applicant's word and must not move about on a terminal. */
static void
test_terminal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *open = NULL;
  guint status = desk_test_client_send (
      fixture->client, "POST", PATH,
      "{'token_serial': 'A', 'token_label': 'x\\u001b[2J\\ty', 'reason': 'puk_lost'}");

  g_assert_true (status == 201 || status == 422);
  open = list_open (fixture);
  g_assert_null (strchr (open, '\033'));
}

static void
test_wrong_commands (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run (fixture, NULL, (const char *[]){ "unblock", "done", NULL }), ==, 1);
  g_assert_cmpint (
      run (fixture, NULL, (const char *[]){ "unblock", "done", "--number", "JS1", NULL }), ==, 1);
  g_assert_cmpint (run (fixture, NULL, (const char *[]){ "unblock", NULL }), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, configuration, function)                                                         \
  g_test_add ("/backend/unblock-requests/" name, Fixture, configuration, set_up, function,         \
              tear_down)
  ADD ("lifecycle", "", test_lifecycle);
  ADD ("refused", "", test_refused);
  ADD ("again", "", test_again);
  ADD ("others", "", test_others);
  ADD ("malformed", "", test_malformed);
  ADD ("limit", "[limits]\nunblock_per_day=2\n", test_limit);
  ADD ("terminal", "", test_terminal);
  ADD ("wrong-commands", "", test_wrong_commands);
#undef ADD

  return g_test_run ();
}
