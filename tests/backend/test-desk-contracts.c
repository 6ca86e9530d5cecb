/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-verify.h"
#include "desk-openssl.h"
#include "desk-test-client.h"
#include "desk-test-images.h"
#include "desk-x509.h"

#include <string.h>

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

static guint
send (Fixture *fixture, const char *method, const char *below, const char *body)
{
  g_autofree char *path = g_strconcat (fixture->order, below, NULL);

  return desk_test_client_send (fixture->client, method, path, body);
}

static void
assert_problem (Fixture *fixture, guint status, guint expected, const char *code)
{
  desk_test_client_assert (fixture->client, status, expected);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, code);
}

static DeskVerdict
verify (Fixture *fixture, GBytes *pdf)
{
  g_autofree char *root = desk_test_backend_get_root (fixture->backend);
  g_autoptr (X509Stack) trust = desk_x509_list_new_from_pem (root, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  DeskVerdict verdict;

  reports = desk_contract_verify (pdf, trust, g_date_time_to_unix (now),
                                  DESK_CONTRACT_VERIFY_COMPLETE, &verdict, &error);
  g_assert_no_error (error);

  return verdict;
}

static guint
post_contract (Fixture *fixture, const char *code)
{
  g_autofree char *body = g_strdup_printf ("{'mode': 'one_off', 'sms_code': '%s'}", code);

  return send (fixture, "POST", "/contract", body);
}

static void
test_one_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *computed = NULL;
  g_autofree char *reading = NULL;

  desk_test_client_give_evidence (fixture->client, fixture->order);
  code = desk_test_client_get_contract_code (fixture->client, PHONE);
  desk_test_client_assert (fixture->client, post_contract (fixture, code), 201);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "state"), ==, "signed");
  sha256 = g_strdup (desk_test_client_get_text (fixture->client, "sha256"));

  desk_test_client_assert (fixture->client, send (fixture, "GET", "/contract", NULL), 200);
  computed = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256,
                                           desk_test_client_get_body (fixture->client));
  g_assert_cmpstr (sha256, ==, computed);
  g_assert_cmpint (verify (fixture, desk_test_client_get_body (fixture->client)), ==,
                   DESK_VERDICT_VALID);

  reading = g_strdup_printf ("{'sha256': '%s'}", sha256);
  desk_test_client_assert (fixture->client, send (fixture, "POST", "/contract/reading", reading),
                           200);
  g_assert_true (desk_test_client_has_done (fixture->client, "reading"));
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "contract_sha256"), ==, sha256);

  /* The code was for one signature. */
  assert_problem (fixture, post_contract (fixture, code), 422, "code_expired");
}

static void
test_wrong_code (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = NULL;
  char wrong[7];

  desk_test_client_give_evidence (fixture->client, fixture->order);
  code = desk_test_client_get_contract_code (fixture->client, PHONE);
  g_strlcpy (wrong, code, sizeof wrong);
  wrong[0] = wrong[0] == '9' ? '0' : wrong[0] + 1;

  /* Five wrong tries use the code up. */
  for (int i = 0; i < 5; i++) {
    desk_test_client_assert (fixture->client, post_contract (fixture, wrong), 422);
    g_assert_cmpstr (desk_test_client_get_field (fixture->client, "sms_code"), !=, "");
  }
  assert_problem (fixture, post_contract (fixture, code), 422, "code_expired");
  assert_problem (fixture, send (fixture, "GET", "/contract", NULL), 404, "not_found");
}

/* What is missing is named, and the code is not used up by asking too early. */
static void
test_step_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *consent = desk_test_client_dup_consent (fixture->client);
  g_autofree char *code = desk_test_client_get_contract_code (fixture->client, PHONE);
  g_autofree char *reading = g_strdup_printf ("{'sha256': '%064d'}", 0);

  assert_problem (fixture, post_contract (fixture, code), 409, "step_missing");
  g_assert_cmpstr (desk_test_client_get_field (fixture->client, "consent"), ==, "missing");
  desk_test_client_assert (fixture->client, send (fixture, "PUT", "/consent", consent), 200);
  assert_problem (fixture, post_contract (fixture, code), 409, "step_missing");
  g_assert_cmpstr (desk_test_client_get_field (fixture->client, "attachments.id_front"), ==,
                   "missing");
  assert_problem (fixture, send (fixture, "POST", "/contract/reading", reading), 409,
                  "step_missing");
  desk_test_client_give_evidence (fixture->client, fixture->order);
  desk_test_client_assert (fixture->client, post_contract (fixture, code), 201);
}

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ink = desk_test_client_dup_ink (0);
  g_autofree char *other_ink = desk_test_client_dup_ink (5);
  g_autofree char *reading = NULL;

  desk_test_client_give_evidence (fixture->client, fixture->order);
  desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  reading = g_strdup_printf ("{'sha256': '%s'}",
                             desk_test_client_get_text (fixture->client, "contract_sha256"));

  /* The same handwriting leaves the contract as it is, another one does not. */
  desk_test_client_assert (fixture->client, send (fixture, "PUT", "/ink", ink), 200);
  g_assert_true (desk_test_client_has_done (fixture->client, "contract"));
  desk_test_client_assert (fixture->client, send (fixture, "PUT", "/ink", other_ink), 200);
  g_assert_false (desk_test_client_has_done (fixture->client, "contract"));
  g_assert_false (desk_test_client_has_done (fixture->client, "reading"));
  assert_problem (fixture, send (fixture, "GET", "/contract", NULL), 409, "contract_stale");
  assert_problem (fixture, send (fixture, "POST", "/contract/reading", reading), 409,
                  "contract_stale");

  /* Made again it is another contract: the reading of the old one does not count. */
  desk_test_client_sign_contract (fixture->client, fixture->order, PHONE);
  assert_problem (fixture, send (fixture, "POST", "/contract/reading", reading), 409,
                  "contract_stale");
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autofree char *sha256 = NULL;

  desk_test_client_give_evidence (fixture->client, fixture->order);
  code = desk_test_client_get_contract_code (fixture->client, PHONE);
  desk_test_client_set_key (fixture->client, "0b8f5a3e-6c1d-4f3a-9a6e-2f0d3c4b5a69");
  desk_test_client_assert (fixture->client, post_contract (fixture, code), 201);
  sha256 = g_strdup (desk_test_client_get_text (fixture->client, "sha256"));
  desk_test_client_assert (fixture->client, post_contract (fixture, code), 201);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "sha256"), ==, sha256);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  desk_test_client_give_evidence (fixture->client, fixture->order);
  desk_test_client_assert (fixture->client, send (fixture, "POST", "/contract", "{}"), 422);
  desk_test_client_assert (
      fixture->client,
      send (fixture, "POST", "/contract", "{'mode': 'one_off', 'sms_code': '1', 'x': 1}"), 400);
  assert_problem (fixture,
                  send (fixture, "POST", "/contract", "{'mode': 'ukey', 'certificate': 'AAAA'}"),
                  422, "invalid_fields");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/contracts/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("one-off", test_one_off);
  ADD ("wrong-code", test_wrong_code);
  ADD ("step-missing", test_step_missing);
  ADD ("stale", test_stale);
  ADD ("repeated", test_repeated);
  ADD ("malformed", test_malformed);
#undef ADD

  return g_test_run ();
}
