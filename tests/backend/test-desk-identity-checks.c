/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#define PHONE "13800138000"

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

static guint
check (Fixture *fixture, const char *id_type, const char *name, const char *id_number)
{
  g_autofree char *body = g_strdup_printf (
      "{'id_type': '%s', 'name': '%s', 'id_number': '%s', 'mobile': '" PHONE "'}", id_type, name,
      id_number);

  return desk_test_client_send (fixture->client, "POST", "/v1/identity-checks", body);
}

static void
test_match (Fixture *fixture, gconstpointer data)
{
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "150102199001010019"),
                           201);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "result"), ==, "match");
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "serial"), !=, "");

  /* The account is known by name from now on. */
  desk_test_client_assert (
      fixture->client, desk_test_client_send (fixture->client, "GET", "/v1/session", NULL), 200);
  g_assert_cmpstr (
      json_object_get_string_member (
          json_object_get_object_member (desk_test_client_get_json (fixture->client), "account"),
          "display_name"),
      ==, "张*");
}

static void
test_manual (Fixture *fixture, gconstpointer data)
{
  desk_test_client_assert (fixture->client, check (fixture, "05", "ANNA LEE", "E12345678"), 201);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "result"), ==, "manual");
}

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *id_number;
    const char *field;
    const char *problem;
  } rows[] = {
    { "张三", "150102199001010010", "applicant.id_number", "bad_check" },
    { "张三", "150102199002300017", "applicant.id_number", "bad_date" },
    { "张三", "000000199001010010", "applicant.id_number", "bad_region" },
    { "", "150102199001010019", "applicant.name", "missing" },
    { "张3", "150102199001010019", "applicant.name", "bad_character" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    desk_test_client_assert (fixture->client,
                             check (fixture, "01", rows[i].name, rows[i].id_number), 422);
    g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, "invalid_fields");
    g_assert_cmpstr (desk_test_client_get_field (fixture->client, rows[i].field), ==,
                     rows[i].problem);
  }
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;

  desk_test_client_assert (
      client,
      desk_test_client_send (client, "POST", "/v1/identity-checks",
                             "{'id_type': '01', 'name': '张三', 'id_number': '150102199001010019',"
                             " 'mobile': '" PHONE "', 'face': ''}"),
      400);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "unknown_member");
  desk_test_client_assert (
      client, desk_test_client_send (client, "POST", "/v1/identity-checks", "{'id_type': }"), 400);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "invalid_json");
}

static void
test_mismatch (Fixture *fixture, gconstpointer data)
{
  desk_test_client_assert (fixture->client, check (fixture, "01", "李不符", "150102199001010019"),
                           422);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, "identity_mismatch");
  g_assert_cmpstr (desk_test_client_get_field (fixture->client, "applicant.id_number"), ==,
                   "mismatch");
}

/* A refusal counts as well; what the field rules refuse does not. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "150102199001010010"),
                           422);
  desk_test_client_assert (fixture->client, check (fixture, "01", "李不符", "150102199001010019"),
                           422);
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "150102199001010019"),
                           201);
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "150102199001010019"),
                           429);
  g_assert_cmpint (desk_test_client_get_int (fixture->client, "retry_after"), >, 80000);
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  desk_test_client_set_key (fixture->client, "0b8f5a3e-6c1d-4f3a-9a6e-2f0d3c4b5a69");
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "150102199001010019"),
                           201);
  id = g_strdup (desk_test_client_get_text (fixture->client, "id"));
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "150102199001010019"),
                           201);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "id"), ==, id);
  desk_test_client_assert (fixture->client, check (fixture, "01", "张三", "11010519491231002X"),
                           409);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, "idempotency_conflict");
}

int
main (int argc, char **argv)
{
  static const char *const refusing = "[identity]\nmismatch_names=李不符;王不符\n";
  static const char *const limited
      = "[limits]\nidentity_per_day=2\n[identity]\nmismatch_names=李不符\n";

  g_test_init (&argc, &argv, NULL);
#define ADD(name, configuration, function)                                                         \
  g_test_add ("/backend/identity-checks/" name, Fixture, configuration, set_up, function, tear_down)
  ADD ("match", "", test_match);
  ADD ("manual", "", test_manual);
  ADD ("fields", "", test_fields);
  ADD ("malformed", "", test_malformed);
  ADD ("mismatch", refusing, test_mismatch);
  ADD ("limit", limited, test_limit);
  ADD ("repeated", "", test_repeated);
#undef ADD

  return g_test_run ();
}
