/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-flow-fixture.h"

#include "desk-key-error.h"
#include "desk-test-async.h"
#include "desk-test-fake-ukey.h"
#include "desk-test-pki.h"

#define PIN       DESK_TEST_FAKE_UKEY_PIN
#define ADMIN_PIN DESK_TEST_FAKE_UKEY_SO_PIN
#define NEW_PIN   "284091"

typedef struct {
  DeskTestFakeUkey *ukey;
  DeskFlowFixture *client;
  DeskPinFlow *flow;
} Fixture;

typedef void (*Start) (DeskPinFlow *flow,
                       DeskSecret *secret,
                       DeskSecret *new_pin,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
typedef gboolean (*Finish) (DeskPinFlow *flow, GAsyncResult *result, GError **error);

static void
wait_for_token (Fixture *fixture)
{
  GListModel *tokens = desk_keys_get_tokens (desk_flows_get_keys (fixture->client->flows));

  desk_keys_hold (desk_flows_get_keys (fixture->client->flows));
  while (g_list_model_get_n_items (tokens) == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* @script: a key of slot 0 and its value, nullable. */
static gboolean
set_up (Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (DeskKeyToken) token = NULL;

  fixture->ukey = desk_test_fake_ukey_new ();
  desk_test_fake_ukey_set_environment (fixture->ukey);
  if (key != NULL)
    desk_test_fake_ukey_set_slot (fixture->ukey, key, value);
  fixture->client = desk_flow_fixture_new (TRUE, desk_test_fake_ukey_get_module (fixture->ukey));
  if (fixture->client == NULL) {
    g_clear_pointer (&fixture->ukey, desk_test_fake_ukey_free);
    return FALSE;
  }

  wait_for_token (fixture);
  token = g_list_model_get_item (
      desk_keys_get_tokens (desk_flows_get_keys (fixture->client->flows)), 0);
  fixture->flow = desk_flows_new_pin (fixture->client->flows, token);
  return TRUE;
}

static void
tear_down (Fixture *fixture)
{
  desk_test_async_settle ();
  g_assert_finalize_object (fixture->flow);
  desk_keys_release (desk_flows_get_keys (fixture->client->flows));
  desk_flow_fixture_free (fixture->client);
  desk_test_fake_ukey_free (fixture->ukey);
}

/* DESK_KEY_STATE_READY for success; any other error than one of a key fails the test. */
static DeskKeyState
run (Fixture *fixture, Start start, Finish finish, const char *secret, const char *new_pin)
{
  g_autoptr (DeskSecret) first = secret != NULL ? desk_secret_new_from_string (secret) : NULL;
  g_autoptr (DeskSecret) second = new_pin != NULL ? desk_secret_new_from_string (new_pin) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture->flow, first, second, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  if (finish (fixture->flow, result, &error))
    return DESK_KEY_STATE_READY;

  g_assert_true (error->domain == DESK_KEY_ERROR);
  return (DeskKeyState) error->code;
}

static DeskKeyState
change (Fixture *fixture, const char *pin, const char *new_pin)
{
  return run (fixture, desk_pin_flow_change_async, desk_pin_flow_change_finish, pin, new_pin);
}

static DeskKeyState
set_first (Fixture *fixture, const char *admin_pin, const char *new_pin)
{
  return run (fixture, desk_pin_flow_set_first_async, desk_pin_flow_set_first_finish, admin_pin,
              new_pin);
}

static void
start_by_puk (DeskPinFlow *flow,
              DeskSecret *secret,
              DeskSecret *new_pin,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  desk_pin_flow_unblock_async (flow, DESK_UNBLOCK_BY_PUK, secret, new_pin, cancellable, callback,
                               user_data);
}

static void
start_by_admin (DeskPinFlow *flow,
                DeskSecret *secret,
                DeskSecret *new_pin,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  desk_pin_flow_unblock_async (flow, DESK_UNBLOCK_BY_ADMIN, secret, new_pin, cancellable, callback,
                               user_data);
}

static DeskKeyState
unblock (Fixture *fixture, Start start, const char *secret, const char *new_pin)
{
  return run (fixture, start, desk_pin_flow_unblock_finish, secret, new_pin);
}

static void
test_change (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture, NULL, NULL))
    return;
  g_assert_cmpint (change (&fixture, "222333", NEW_PIN), ==, DESK_KEY_STATE_PIN_WRONG);
  g_assert_cmpint (change (&fixture, PIN, NEW_PIN), ==, DESK_KEY_STATE_READY);
  g_assert_cmpint (change (&fixture, PIN, "590417"), ==, DESK_KEY_STATE_PIN_WRONG);
  g_assert_cmpint (change (&fixture, NEW_PIN, "590417"), ==, DESK_KEY_STATE_READY);
  tear_down (&fixture);
}

/* What the policy refuses never reaches the key: no try is used. */
static void
test_policy (void)
{
  static const char *const bad[] = { "111111", "123456", "888888", "12345", "12345678901234567" };
  Fixture fixture = { 0 };

  if (!set_up (&fixture, NULL, NULL))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (change (&fixture, "222333", bad[i]), ==, DESK_KEY_STATE_PIN_REFUSED);
  g_assert_cmpint (change (&fixture, NEW_PIN, NEW_PIN), ==, DESK_KEY_STATE_PIN_REFUSED);
  g_assert_cmpuint (desk_test_fake_ukey_get_tries_left (fixture.ukey, 0), ==, 6);
  tear_down (&fixture);
}

static void
add_number (X509 *certificate)
{
  static const guint8 octets[] = "\xa0\x14\x13\x12"
                                 "150102199001010019";
  ASN1_OBJECT *object = OBJ_txt2obj ("1.2.156.10260.4.1.1", 1);
  ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension;

  ASN1_OCTET_STRING_set (value, octets, sizeof octets - 1);
  extension = X509_EXTENSION_create_by_OBJ (NULL, object, 0, value);
  X509_add_ext (certificate, extension, -1);
  i2d_re_X509_tbs (certificate, NULL);
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (value);
  ASN1_OBJECT_free (object);
}

/* The identity number that a certificate tells is not to be a part of the PIN. */
static void
test_identity (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  GListModel *certificates;
  g_autoptr (DeskSecret) birth = desk_secret_new_from_string ("19900101");
  g_autoptr (DeskSecret) part = desk_secret_new_from_string ("x150102");
  g_autoptr (DeskSecret) good = desk_secret_new_from_string (NEW_PIN);
  g_autoptr (DeskKeyToken) token = NULL;

  if (!set_up (&fixture, NULL, NULL))
    return;
  g_assert_cmpint (desk_pin_flow_check (fixture.flow, birth, NULL), ==, DESK_PIN_OK);
  add_number (pki->signer->certificate);
  desk_test_fake_ukey_add_certificate (fixture.ukey, 0, pki->signer->certificate);
  desk_test_fake_ukey_remove (fixture.ukey, 0);
  certificates = desk_keys_get_certificates (desk_flows_get_keys (fixture.client->flows));
  while (desk_keys_has_token (desk_flows_get_keys (fixture.client->flows), "FAKE0000"))
    g_main_context_iteration (NULL, TRUE);
  desk_test_fake_ukey_insert (fixture.ukey, 0);
  while (g_list_model_get_n_items (certificates) == 0)
    g_main_context_iteration (NULL, TRUE);

  token = g_object_ref (desk_pin_flow_get_token (fixture.flow));
  g_assert_finalize_object (fixture.flow);
  fixture.flow = desk_flows_new_pin (fixture.client->flows, token);
  g_assert_cmpint (desk_pin_flow_check (fixture.flow, birth, NULL), ==, DESK_PIN_BIRTH_DATE);
  g_assert_cmpint (desk_pin_flow_check (fixture.flow, part, NULL), ==, DESK_PIN_ID_NUMBER);
  g_assert_cmpint (desk_pin_flow_check (fixture.flow, good, NULL), ==, DESK_PIN_OK);
  tear_down (&fixture);
}

static void
test_first (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture, "first-pin", "1"))
    return;
  g_assert_cmpint (desk_key_token_get_state (desk_pin_flow_get_token (fixture.flow)), ==,
                   DESK_KEY_STATE_PIN_FIRST);
  g_assert_cmpint (set_first (&fixture, "00000000", NEW_PIN), ==, DESK_KEY_STATE_PUK_WRONG);
  g_assert_cmpint (set_first (&fixture, ADMIN_PIN, NEW_PIN), ==, DESK_KEY_STATE_READY);
  g_assert_cmpint (change (&fixture, NEW_PIN, "590417"), ==, DESK_KEY_STATE_READY);
  tear_down (&fixture);
}

static void
test_must_change (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture, "must-change", "1"))
    return;
  g_assert_cmpint (change (&fixture, PIN, NEW_PIN), ==, DESK_KEY_STATE_READY);
  tear_down (&fixture);
}

static void
test_unblock_by_admin (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture, "tries-left", "0"))
    return;
  g_assert_cmpint (change (&fixture, PIN, NEW_PIN), ==, DESK_KEY_STATE_PIN_LOCKED);
  g_assert_cmpint (unblock (&fixture, start_by_admin, ADMIN_PIN, NEW_PIN), ==,
                   DESK_KEY_STATE_READY);
  g_assert_cmpint (change (&fixture, NEW_PIN, "590417"), ==, DESK_KEY_STATE_READY);
  tear_down (&fixture);
}

/* A module that knows no PUK says so, or calls every PUK wrong; it never says that it worked. */
static void
test_unblock_by_puk (void)
{
  Fixture fixture = { 0 };
  DeskKeyState state;

  if (!set_up (&fixture, "tries-left", "0"))
    return;
  state = unblock (&fixture, start_by_puk, "12345678", NEW_PIN);
  g_assert_cmpint (state, !=, DESK_KEY_STATE_READY);
  g_test_message ("%s", desk_key_state_get_nick (state));
  tear_down (&fixture);
}

static void
test_removed (void)
{
  Fixture fixture = { 0 };

  if (!set_up (&fixture, NULL, NULL))
    return;
  desk_test_fake_ukey_remove (fixture.ukey, 0);
  g_assert_cmpint (change (&fixture, PIN, NEW_PIN), ==, DESK_KEY_STATE_REMOVED);
  g_assert_false (desk_keys_has_token (desk_flows_get_keys (fixture.client->flows), "FAKE0000"));
  tear_down (&fixture);
}

static DeskUnblockRequest *
find_request (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_pin_flow_find_request_async (fixture->flow, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_pin_flow_find_request_finish (fixture->flow, result, error);
}

static DeskUnblockRequest *
request (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  desk_pin_flow_request_unblock_async (fixture->flow, DESK_UNBLOCK_NO_UNBLOCK, NULL,
                                       desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  return desk_pin_flow_request_unblock_finish (fixture->flow, result, error);
}

static void
test_request (void)
{
  Fixture fixture = { 0 };
  g_autoptr (DeskUnblockRequest) made = NULL;
  g_autoptr (DeskUnblockRequest) found = NULL;
  g_autoptr (GError) error = NULL;

  if (!set_up (&fixture, NULL, NULL))
    return;
  g_assert_false (desk_pin_flow_can_request (fixture.flow));
  g_assert_null (request (&fixture, &error));
  g_assert_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_SESSION_EXPIRED);
  g_clear_error (&error);

  desk_flow_fixture_sign_in (fixture.client);
  g_assert_true (desk_pin_flow_can_request (fixture.flow));
  g_assert_null (find_request (&fixture, &error));
  g_assert_no_error (error);
  made = request (&fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (made->state, ==, DESK_UNBLOCK_RECEIVED);
  g_assert_cmpstr (made->token_tail, ==, "0000");
  found = find_request (&fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->number, ==, made->number);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/pin-flow/change", test_change);
  g_test_add_func ("/flow/pin-flow/policy", test_policy);
  g_test_add_func ("/flow/pin-flow/identity", test_identity);
  g_test_add_func ("/flow/pin-flow/first", test_first);
  g_test_add_func ("/flow/pin-flow/must-change", test_must_change);
  g_test_add_func ("/flow/pin-flow/unblock-by-admin", test_unblock_by_admin);
  g_test_add_func ("/flow/pin-flow/unblock-by-puk", test_unblock_by_puk);
  g_test_add_func ("/flow/pin-flow/removed", test_removed);
  g_test_add_func ("/flow/pin-flow/request", test_request);
  return g_test_run ();
}
