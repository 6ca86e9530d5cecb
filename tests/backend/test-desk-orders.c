/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#define PHONE       "13800138000"
#define OTHER_PHONE "13900139000"
#define ID_NUMBER   "150102199001010019"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
  DeskTestClient *other; /* another account */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->backend = desk_test_backend_start ();
  fixture->client = desk_test_client_new (fixture->backend);
  fixture->other = desk_test_client_new (fixture->backend);
  desk_test_client_sign_in (fixture->client, PHONE);
  desk_test_client_sign_in (fixture->other, OTHER_PHONE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_test_client_free (fixture->client);
  desk_test_client_free (fixture->other);
  desk_test_backend_stop (fixture->backend);
}

static char *
check_identity (DeskTestClient *client)
{
  desk_test_client_assert (client,
                           desk_test_client_send (client, "POST", "/v1/identity-checks",
                                                  "{'id_type': '01', 'name': '张三', 'id_number': "
                                                  "'" ID_NUMBER "', 'mobile': '" PHONE "'}"),
                           201);
  return g_strdup (desk_test_client_get_text (client, "id"));
}

static guint
create (DeskTestClient *client, const char *product, const char *identity)
{
  g_autofree char *body
      = g_strdup_printf ("{'product': '%s', 'identity_check_id': '%s'}", product, identity);

  return desk_test_client_send (client, "POST", "/v1/orders", body);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *path = desk_test_client_create_order (client, "张三", ID_NUMBER);

  g_assert_cmpstr (desk_test_client_get_text (client, "state"), ==, "DRAFT");
  g_assert_cmpstr (desk_test_client_get_text (client, "holder"), ==, "张*");
  g_assert_cmpint (desk_test_client_get_int (client, "version"), ==, 1);
  g_assert_true (g_regex_match_simple ("^NM20[0-9]{6}-000001$",
                                       desk_test_client_get_text (client, "number"), 0, 0));
  g_assert_true (desk_test_client_has_done (client, "identity"));

  desk_test_client_assert (client, desk_test_client_send (client, "GET", path, NULL), 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        desk_test_client_get_json (client), "events")),
                    ==, 1);
}

static void
test_bad_fields (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *identity = check_identity (client);
  g_autofree char *foreign = check_identity (fixture->other);

  desk_test_client_assert (client, create (client, "organisation_certificate", identity), 422);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "invalid_fields");
  desk_test_client_assert (client, create (client, "person_certificate", foreign), 422);
  g_assert_cmpstr (desk_test_client_get_field (client, "identity_check_id"), ==, "not_allowed");
  desk_test_client_assert (client, create (client, "person_certificate", "x"), 422);
}

/* One in progress for a person in an account; a lost answer is had again with the same key. */
static void
test_only_one (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *identity = check_identity (client);
  g_autofree char *again = check_identity (client);
  g_autofree char *foreign = check_identity (fixture->other);
  g_autofree char *number = NULL;

  desk_test_client_set_key (client, "0b8f5a3e-6c1d-4f3a-9a6e-2f0d3c4b5a69");
  desk_test_client_assert (client, create (client, "person_certificate", identity), 201);
  number = g_strdup (desk_test_client_get_text (client, "number"));
  desk_test_client_assert (client, create (client, "person_certificate", identity), 201);
  g_assert_cmpstr (desk_test_client_get_text (client, "number"), ==, number);

  desk_test_client_set_key (client, NULL);
  desk_test_client_assert (client, create (client, "person_certificate", identity), 200);
  g_assert_cmpstr (desk_test_client_get_text (client, "number"), ==, number);
  desk_test_client_assert (client, create (client, "person_certificate", again), 200);
  g_assert_cmpstr (desk_test_client_get_text (client, "number"), ==, number);

  /* Another account may apply for the same person. */
  desk_test_client_assert (fixture->other, create (fixture->other, "person_certificate", foreign),
                           201);
}

/* Somebody else's order and one that does not exist look the same on every route. */
static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *method;
    const char *path;
    const char *body;
  } routes[] = {
    { "GET", "", NULL },
    { "DELETE", "", NULL },
    { "GET", "/contract", NULL },
    { "GET", "/attachments/id_front", NULL },
    { "PUT", "/consent",
      "{'version': 'zh_CN-1', 'time': '2026-11-22T06:30:00Z', 'sha256': "
      "'0000000000000000000000000000000000000000000000000000000000000000'}" },
    { "PUT", "/ink", "{'height': 4000, 'strokes': [[[1, 1, 1, 1]]]}" },
    { "PUT", "/delivery", "{'method': 'collect', 'carrier': 'sf', 'branch': 'hohhot'}" },
    { "POST", "/contract", "{'mode': 'one_off', 'sms_code': '123456'}" },
    { "POST", "/submission", "{'version': 1}" },
    { "POST", "/withdrawal", "{'version': 1}" },
    { "POST", "/cancellation", "{'version': 1}" },
  };
  g_autofree char *order = desk_test_client_create_order (fixture->client, "张三", ID_NUMBER);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++) {
    const char *paths[]
        = { order, "/v1/orders/01a203df-d738-78e6-92b5-2f022e012b19", "/v1/orders/x" };

    for (gsize j = 0; j < G_N_ELEMENTS (paths); j++) {
      g_autofree char *path = g_strconcat (paths[j], routes[i].path, NULL);

      g_test_message ("%s %s", routes[i].method, routes[i].path);
      desk_test_client_assert (
          fixture->other,
          desk_test_client_send (fixture->other, routes[i].method, path, routes[i].body), 404);
      g_assert_cmpstr (desk_test_client_get_problem (fixture->other), ==, "not_found");
    }
  }
}

/* With all that was given; the person may apply again. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *order = desk_test_client_create_order (client, "张三", ID_NUMBER);
  g_autofree char *picture = g_strconcat (order, "/attachments/id_front", NULL);
  g_autofree char *again = NULL;

  desk_test_client_give_evidence (client, order);
  desk_test_client_assert (client, desk_test_client_send (client, "DELETE", order, NULL), 204);
  desk_test_client_assert (client, desk_test_client_send (client, "GET", order, NULL), 404);
  desk_test_client_assert (client, desk_test_client_send (client, "GET", picture, NULL), 404);
  desk_test_client_assert (client, desk_test_client_send (client, "DELETE", order, NULL), 404);

  again = desk_test_client_create_order (client, "张三", ID_NUMBER);
  g_assert_cmpstr (again, !=, order);
  g_assert_false (desk_test_client_has_done (client, "consent"));
}

/* What was certified stays on record, and an order that is no draft is not deleted. */
static void
test_delete_refused (Fixture *fixture, gconstpointer data)
{
  DeskTestClient *client = fixture->client;
  g_autofree char *order = desk_test_client_create_order (client, "张三", ID_NUMBER);
  g_autofree char *submission = g_strconcat (order, "/submission", NULL);
  g_autofree char *version = NULL;

  desk_test_client_give_evidence (client, order);
  desk_test_client_sign_contract (client, order, PHONE);
  desk_test_client_assert (client, desk_test_client_send (client, "DELETE", order, NULL), 409);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "state_conflict");

  desk_test_client_fill_form (client, order);
  version = desk_test_client_dup_version (client, order);
  desk_test_client_assert (client, desk_test_client_send (client, "POST", submission, version),
                           200);
  desk_test_client_assert (client, desk_test_client_send (client, "DELETE", order, NULL), 409);
  g_assert_cmpstr (desk_test_client_get_problem (client), ==, "state_conflict");
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const id_numbers[]
      = { "150102199001010019", "152627198502280123", "110101199003077512" };
  DeskTestClient *client = fixture->client;
  g_autofree char *next = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (id_numbers); i++)
    g_free (desk_test_client_create_order (client, "张三", id_numbers[i]));

  for (int i = 3; i > 0; i--) {
    g_autofree char *path = g_strdup_printf (
        "/v1/orders?limit=1%s%s", next != NULL ? "&after=" : "", next != NULL ? next : "");
    g_autofree char *end = g_strdup_printf ("-%06d", i);
    JsonArray *orders;

    desk_test_client_assert (client, desk_test_client_send (client, "GET", path, NULL), 200);
    orders = json_object_get_array_member (desk_test_client_get_json (client), "orders");
    g_assert_cmpuint (json_array_get_length (orders), ==, 1);
    g_assert_true (g_str_has_suffix (
        json_object_get_string_member (json_array_get_object_element (orders, 0), "number"), end));
    g_free (next);
    next = g_strdup (desk_test_client_get_text (client, "next"));
  }
  g_assert_cmpstr (next, ==, "");

  desk_test_client_assert (client,
                           desk_test_client_send (client, "GET", "/v1/orders?limit=0", NULL), 400);
  desk_test_client_assert (fixture->other,
                           desk_test_client_send (fixture->other, "GET", "/v1/orders", NULL), 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        desk_test_client_get_json (fixture->other), "orders")),
                    ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/orders/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("create", test_create);
  ADD ("bad-fields", test_bad_fields);
  ADD ("only-one", test_only_one);
  ADD ("foreign", test_foreign);
  ADD ("delete", test_delete);
  ADD ("delete-refused", test_delete_refused);
  ADD ("pages", test_pages);
#undef ADD

  return g_test_run ();
}
