/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What an order looks like when a part of a change cannot be written, and after what only staff can
 * do to it. The backend runs in this process, so that the test can reach its database. */

#include "desk-backend-test.h"
#include "desk-contract.h"
#include "desk-statement.h"
#include "desk-test-images.h"

#include <string.h>

#define PHONE "13800138000"

typedef struct {
  DeskBackendTest *test;
  char *token;
  char *order; /* path */
} Fixture;

static DeskTestReply *
call (Fixture *fixture, const char *method, const char *below, const char *json)
{
  g_autofree char *path = g_strconcat (fixture->order, below, NULL);
  g_autofree char *body = json != NULL ? g_strdelimit (g_strdup (json), "'", '"') : NULL;

  return desk_backend_test_call (fixture->test, method, path, fixture->token, body);
}

static void
expect (DeskTestReply *reply, guint status, const char *code)
{
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (desk_test_reply_get_code (reply), ==, code);
  desk_test_reply_free (reply);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestReply) check = NULL;
  g_autoptr (DeskTestReply) order = NULL;
  g_autofree char *body = NULL;

  fixture->test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  fixture->token = desk_backend_test_sign_in (fixture->test, PHONE);
  check = desk_backend_test_call (fixture->test, "POST", "/v1/identity-checks", fixture->token,
                                  "{\"id_type\": \"01\", \"name\": \"张三\", \"mobile\": \"" PHONE
                                  "\", \"id_number\": \"150102199001010019\"}");
  g_assert_cmpuint (check->status, ==, 201);
  body = g_strdup_printf ("{\"product\": \"person_certificate\", \"identity_check_id\": \"%s\"}",
                          desk_test_reply_get_string (check, "id"));
  order = desk_backend_test_call (fixture->test, "POST", "/v1/orders", fixture->token, body);
  g_assert_cmpuint (order->status, ==, 201);
  fixture->order = g_strconcat ("/v1/orders/", desk_test_reply_get_string (order, "id"), NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->order);
  g_free (fixture->token);
  desk_backend_test_free (fixture->test);
}

static gboolean
run_sql (DeskDb *db, gpointer data, GError **error)
{
  return desk_db_exec (db, data, error);
}

static void
execute (Fixture *fixture, const char *sql)
{
  DeskBackend *backend = desk_backend_test_get_backend (fixture->test);
  g_autoptr (GError) error = NULL;

  desk_store_run (backend->store, DESK_STORE_WRITE, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

typedef struct {
  const char *sql;
  gint64 value;
} Question;

static gboolean
read_number (DeskDb *db, gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (DeskStatement) statement = desk_statement_new (db, question->sql, error);

  if (statement == NULL || desk_statement_step (statement, error) != DESK_DB_ROW)
    return FALSE;

  question->value = desk_statement_get_int64 (statement, 0);
  return TRUE;
}

static gint64
ask (Fixture *fixture, const char *sql)
{
  DeskBackend *backend = desk_backend_test_get_backend (fixture->test);
  Question question = { .sql = sql };
  g_autoptr (GError) error = NULL;

  desk_store_run (backend->store, DESK_STORE_READ, read_number, &question, &error);
  g_assert_no_error (error);

  return question.value;
}

static char *
dup_consent (void)
{
  return g_strdup_printf ("{'version': '%s', 'sha256': '%s', 'time': '2026-11-22T06:30:00Z'}",
                          desk_contract_text_get_version (), desk_contract_text_get_sha256 ());
}

static void
upload (Fixture *fixture, const char *kind, guint seed)
{
  g_autofree char *path = g_strconcat (fixture->order, "/attachments/", kind, NULL);
  g_autoptr (GBytes) image = desk_test_image_upload (seed);

  expect (desk_backend_test_call_full (fixture->test, "PUT", path, fixture->token,
                                       "Content-Type: image/jpeg\r\n", image),
          200, "");
}

static void
give_evidence (Fixture *fixture)
{
  g_autofree char *consent = dup_consent ();

  expect (call (fixture, "PUT", "/consent", consent), 200, "");
  upload (fixture, "id_front", 1);
  upload (fixture, "id_back", 2);
  expect (call (fixture, "PUT", "/ink",
                "{'height': 4000, 'strokes': [[[1000, 1000, 0, 500], [1400, 1300, 10, 500],"
                " [1800, 1100, 20, 500], [2200, 1500, 30, 500], [2600, 1200, 40, 500],"
                " [3000, 1600, 50, 500], [3400, 1300, 60, 500], [3800, 1700, 70, 500],"
                " [4200, 1400, 80, 500], [4600, 1800, 90, 500]]]}"),
          200, "");
}

static DeskTestReply *
sign_contract (Fixture *fixture)
{
  g_autofree char *code = NULL;
  g_autofree char *body = NULL;

  expect (desk_backend_test_call (fixture->test, "POST", "/v1/session/sms-codes", fixture->token,
                                  "{\"purpose\": \"contract\"}"),
          202, "");
  code = desk_backend_test_get_code (fixture->test, PHONE);
  body = g_strdup_printf ("{'mode': 'one_off', 'sms_code': '%s'}", code);

  return call (fixture, "POST", "/contract", body);
}

/* An identity provider whose network is down. */
typedef struct {
  GObject parent_instance;
} DownProvider;
typedef GObjectClass DownProviderClass;

static GType down_provider_get_type (void);
static void down_provider_iface_init (DeskIdentityProviderInterface *iface);

G_DEFINE_TYPE_WITH_CODE (DownProvider,
                         down_provider,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (DESK_TYPE_IDENTITY_PROVIDER,
                                                down_provider_iface_init))

static DeskIdentityAnswer *
down_provider_verify (DeskIdentityProvider *self, const DeskIdentityQuery *query, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer");
  return NULL;
}

static void
down_provider_iface_init (DeskIdentityProviderInterface *iface)
{
  iface->verify = down_provider_verify;
}

static void
down_provider_class_init (DownProviderClass *klass)
{
}

static void
down_provider_init (DownProvider *self)
{
}

static void
test_provider_down (Fixture *fixture, gconstpointer data)
{
  DeskBackend *backend = desk_backend_test_get_backend (fixture->test);
  DeskTestReply *reply;

  g_object_unref (backend->identity);
  backend->identity = g_object_new (down_provider_get_type (), NULL);
  reply = desk_backend_test_call (fixture->test, "POST", "/v1/identity-checks", fixture->token,
                                  "{\"id_type\": \"01\", \"name\": \"张三\", \"mobile\": \"" PHONE
                                  "\", \"id_number\": \"150102199001010019\"}");
  g_assert_cmpint (desk_test_reply_get_int (reply, "retry_after"), ==, 30);
  expect (reply, 503, "busy");
}

/* No audit row, no change. */
static void
test_no_audit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *consent = dup_consent ();

  execute (fixture, "CREATE TRIGGER fail BEFORE INSERT ON audit_entry BEGIN"
                    " SELECT RAISE (ABORT, 'no'); END");
  expect (call (fixture, "PUT", "/consent", consent), 500, "internal");
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM service_order WHERE version = 1"
                                 " AND consent_version IS NULL"),
                   ==, 1);
  execute (fixture, "DROP TRIGGER fail");
  expect (call (fixture, "PUT", "/consent", consent), 200, "");
}

/* The intent stays on record, nothing else does, and it is not taken up again. */
static void
test_half_contract (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestReply) reply = NULL;

  give_evidence (fixture);
  execute (fixture, "CREATE TRIGGER fail BEFORE INSERT ON contract BEGIN"
                    " SELECT RAISE (ABORT, 'no'); END");
  expect (sign_contract (fixture), 500, "internal");
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM issuance WHERE certificate IS NULL"), ==,
                   1);
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM issuance WHERE issued IS NOT NULL"), ==, 0);
  expect (call (fixture, "GET", "/contract", NULL), 404, "not_found");

  execute (fixture, "DROP TRIGGER fail");
  reply = sign_contract (fixture);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM issuance WHERE issued IS NOT NULL"), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM issuance WHERE issued IS NULL"), ==, 1);
}

/* A disk that is full while a picture is kept. */
static void
test_blob_not_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strconcat (fixture->order, "/attachments/id_front", NULL);
  DeskBackend *backend = desk_backend_test_get_backend (fixture->test);
  g_autofree char *blobs = g_build_filename (backend->data_directory, "blobs", NULL);
  g_autofree char *away = g_build_filename (backend->data_directory, "away", NULL);
  g_autoptr (GBytes) image = desk_test_image_upload (1);

  g_assert_cmpint (rename (blobs, away), ==, 0);
  expect (desk_backend_test_call_full (fixture->test, "PUT", path, fixture->token,
                                       "Content-Type: image/jpeg\r\n", image),
          500, "internal");
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM attachment"), ==, 0);
  g_assert_cmpint (rename (away, blobs), ==, 0);
}

static void
fill_form (Fixture *fixture)
{
  g_autofree char *reading = NULL;
  g_autoptr (DeskTestReply) contract = sign_contract (fixture);

  g_assert_cmpuint (contract->status, ==, 201);
  reading = g_strdup_printf ("{'sha256': '%s'}", desk_test_reply_get_string (contract, "sha256"));
  expect (call (fixture, "POST", "/contract/reading", reading), 200, "");
  expect (call (fixture, "PUT", "/product",
                "{'validity_years': 1, 'seal_kind': 'none',"
                " 'invoice': {'kind': 'none', 'buyer_kind': 'person'}}"),
          200, "");
  expect (call (fixture, "PUT", "/delivery",
                "{'method': 'collect', 'carrier': 'sf', 'branch': 'hohhot'}"),
          200, "");
}

static DeskTestReply *
move (Fixture *fixture, const char *name)
{
  g_autoptr (DeskTestReply) order = call (fixture, "GET", "", NULL);
  g_autofree char *body = g_strdup_printf ("{'version': %" G_GINT64_FORMAT "}",
                                           desk_test_reply_get_int (order, "version"));

  return call (fixture, "POST", name, body);
}

/* A review sends it back: it is corrected and submitted again, with another content. */
static void
test_returned (Fixture *fixture, gconstpointer data)
{
  give_evidence (fixture);
  fill_form (fixture);
  expect (move (fixture, "/submission"), 200, "");
  g_assert_cmpint (ask (fixture, "SELECT length (content_hash) FROM service_order"), ==, 64);

  execute (fixture, "CREATE TABLE before AS SELECT content_hash FROM service_order;"
                    "UPDATE service_order SET state = 'RETURNED', version = version + 1");
  expect (call (fixture, "PUT", "/delivery",
                "{'method': 'collect', 'carrier': 'sf', 'branch': 'baotou'}"),
          200, "");
  expect (move (fixture, "/submission"), 200, "");
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM service_order o, before b"
                                 " WHERE o.content_hash = b.content_hash"),
                   ==, 0);
}

static DeskTestReply *
post_order (Fixture *fixture, const char *name)
{
  g_autofree char *person
      = g_strdup_printf ("{\"id_type\": \"01\", \"name\": \"%s\", \"mobile\": \"" PHONE
                         "\", \"id_number\": \"150102199001010019\"}",
                         name);
  g_autoptr (DeskTestReply) check = desk_backend_test_call (
      fixture->test, "POST", "/v1/identity-checks", fixture->token, person);
  g_autofree char *body
      = g_strdup_printf ("{\"product\": \"person_certificate\", \"identity_check_id\": \"%s\"}",
                         desk_test_reply_get_string (check, "id"));

  return desk_backend_test_call (fixture->test, "POST", "/v1/orders", fixture->token, body);
}

/* What was sent back is taken up with another name, whole or not at all. */
static void
test_returned_taken_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestReply) order = NULL;

  execute (fixture, "UPDATE service_order SET state = 'RETURNED', version = 7;"
                    "CREATE TRIGGER fail BEFORE INSERT ON audit_entry"
                    " WHEN NEW.action = 'order.identity' BEGIN SELECT RAISE (ABORT, 'no'); END");
  expect (post_order (fixture, "李四"), 500, "internal");
  g_assert_cmpint (ask (fixture, "SELECT version FROM service_order"), ==, 7);

  execute (fixture, "DROP TRIGGER fail");
  order = post_order (fixture, "李四");
  g_assert_cmpuint (order->status, ==, 200);
  g_assert_cmpstr (desk_test_reply_get_string (order, "state"), ==, "RETURNED");
  g_assert_cmpstr (desk_test_reply_get_string (order, "holder"), ==, "李*");
  g_assert_cmpint (desk_test_reply_get_int (order, "version"), ==, 8);
  g_assert_cmpint (
      ask (fixture, "SELECT COUNT (*) FROM audit_entry WHERE action = 'order.identity'"), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM service_order"), ==, 1);
}

/* The interrupted signing goes with the draft, nothing of it is left but the audit trail; or all of
 * it stays. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  give_evidence (fixture);
  execute (fixture, "CREATE TRIGGER fail BEFORE INSERT ON contract BEGIN"
                    " SELECT RAISE (ABORT, 'no'); END");
  expect (sign_contract (fixture), 500, "internal");
  execute (fixture, "CREATE TRIGGER stay BEFORE INSERT ON audit_entry BEGIN"
                    " SELECT RAISE (ABORT, 'no'); END");
  expect (call (fixture, "DELETE", "", NULL), 500, "internal");
  g_assert_cmpint (ask (fixture, "SELECT COUNT (*) FROM attachment"), ==, 2);

  execute (fixture, "DROP TRIGGER stay");
  expect (call (fixture, "DELETE", "", NULL), 204, "");
  g_assert_cmpint (ask (fixture, "SELECT (SELECT COUNT (*) FROM service_order)"
                                 " + (SELECT COUNT (*) FROM order_event)"
                                 " + (SELECT COUNT (*) FROM attachment)"
                                 " + (SELECT COUNT (*) FROM issuance)"),
                   ==, 0);
  g_assert_cmpint (
      ask (fixture, "SELECT COUNT (*) FROM audit_entry WHERE action = 'order.removed'"), ==, 1);
}

/* A cancelled application makes room for another. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskTestReply) again = NULL;

  execute (fixture, "UPDATE service_order SET state = 'RETURNED', version = version + 1");
  expect (move (fixture, "/cancellation"), 200, "");
  expect (move (fixture, "/cancellation"), 409, "state_conflict");

  again = post_order (fixture, "张三");
  g_assert_cmpuint (again->status, ==, 201);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/order-faults/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("provider-down", test_provider_down);
  ADD ("no-audit", test_no_audit);
  ADD ("half-contract", test_half_contract);
  ADD ("blob-not-written", test_blob_not_written);
  ADD ("returned", test_returned);
  ADD ("returned-taken-up", test_returned_taken_up);
  ADD ("deleted", test_deleted);
  ADD ("cancelled", test_cancelled);
#undef ADD

  return g_test_run ();
}
