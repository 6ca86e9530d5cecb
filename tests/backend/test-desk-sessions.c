/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-backend-test.h"

#include "desk-store-session.h"
#include "desk-test-files.h"

#include <string.h>

#define PHONE "13800138000"
#define ASK   "{\"phone\": \"" PHONE "\", \"purpose\": \"sign_in\"}"

static DeskTestReply *
sign_in_with (DeskBackendTest *test, const char *phone, const char *code)
{
  g_autofree char *json = g_strdup_printf ("{\"phone\": \"%s\", \"code\": \"%s\"}", phone, code);

  return desk_backend_test_call (test, "POST", "/v1/sessions/sms", NULL, json);
}

static void
ask_for_code (DeskBackendTest *test)
{
  g_autoptr (DeskTestReply) reply
      = desk_backend_test_call (test, "POST", "/v1/sms-codes", NULL, ASK);

  g_assert_cmpuint (reply->status, ==, 202);
}

/* A code of six digits that is not @code. */
static char *
another_code (const char *code)
{
  char *other = g_strdup (code);

  other[0] = other[0] == '9' ? '0' : (char) (other[0] + 1);
  return other;
}

static void
test_sign_in (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);
  g_autoptr (DeskTestReply) asked
      = desk_backend_test_call (test, "POST", "/v1/sms-codes", NULL, ASK);
  g_autofree char *code = NULL;
  g_autoptr (DeskTestReply) opened = NULL;
  g_autoptr (DeskTestReply) seen = NULL;
  g_autoptr (DeskTestReply) again = NULL;
  JsonObject *account;

  g_assert_cmpuint (asked->status, ==, 202);
  g_assert_cmpint (desk_test_reply_get_int (asked, "resend_after"), ==, 60);
  g_assert_cmpint (desk_test_reply_get_int (asked, "expires_in"), ==, 300);

  code = desk_backend_test_get_code (test, PHONE);
  opened = sign_in_with (test, PHONE, code);
  g_assert_cmpuint (opened->status, ==, 201);
  g_assert_cmpstr (desk_test_reply_get_string (opened, "expires"), ==, "2026-11-22T18:30:00Z");
  account = json_object_get_object_member (desk_test_reply_get_object (opened), "account");
  g_assert_true (json_object_get_boolean_member (account, "created"));
  g_assert_cmpstr (json_object_get_string_member (account, "phone"), ==, "138****8000");

  seen = desk_backend_test_call (test, "GET", "/v1/session",
                                 desk_test_reply_get_string (opened, "token"), NULL);
  g_assert_cmpuint (seen->status, ==, 200);

  /* Single use. */
  again = sign_in_with (test, PHONE, code);
  g_assert_cmpstr (desk_test_reply_get_code (again), ==, "code_expired");
}

static void
test_same_account (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *first = desk_backend_test_sign_in (test, PHONE);
  g_autofree char *second = desk_backend_test_sign_in (test, PHONE);
  g_autofree char *other = desk_backend_test_sign_in (test, "13900139000");
  const char *ids[3];
  const char *tokens[] = { first, second, other };
  g_autoptr (GPtrArray) replies
      = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_test_reply_free);

  for (int i = 0; i < 3; i++) {
    DeskTestReply *reply = desk_backend_test_call (test, "GET", "/v1/session", tokens[i], NULL);

    g_ptr_array_add (replies, reply);
    ids[i] = json_object_get_string_member (
        json_object_get_object_member (desk_test_reply_get_object (reply), "account"), "id");
  }

  g_assert_cmpstr (first, !=, second);
  g_assert_cmpstr (ids[0], ==, ids[1]);
  g_assert_cmpstr (ids[0], !=, ids[2]);
}

static void
test_wrong_code (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *code = NULL;
  g_autofree char *wrong = NULL;

  ask_for_code (test);
  code = desk_backend_test_get_code (test, PHONE);
  wrong = another_code (code);

  for (int try = 0; try < 5; try++) {
    g_autoptr (DeskTestReply) reply = sign_in_with (test, PHONE, wrong);

    g_assert_cmpuint (reply->status, ==, 422);
    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, "code_wrong");
    g_assert_cmpstr (desk_test_reply_get_field (reply, "code"), ==, "mismatch");
  }

  /* Void, even the right one. */
  {
    g_autoptr (DeskTestReply) reply = sign_in_with (test, PHONE, code);

    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, "code_expired");
  }
}

static void
test_tries_survive_restart (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *code = NULL;
  g_autofree char *wrong = NULL;

  ask_for_code (test);
  code = desk_backend_test_get_code (test, PHONE);
  wrong = another_code (code);

  for (int try = 0; try < 5; try++) {
    desk_test_reply_free (sign_in_with (test, PHONE, wrong));
    desk_backend_test_stop (test);
    desk_backend_test_start (test);
  }

  {
    g_autoptr (DeskTestReply) reply = sign_in_with (test, PHONE, code);

    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, "code_expired");
  }
}

static void
test_code_expires (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *code = NULL;
  g_autoptr (DeskTestReply) late = NULL;
  g_autoptr (DeskTestReply) in_time = NULL;

  ask_for_code (test);
  code = desk_backend_test_get_code (test, PHONE);
  desk_backend_test_advance (test, 300);
  late = sign_in_with (test, PHONE, code);
  g_assert_cmpstr (desk_test_reply_get_code (late), ==, "code_expired");

  ask_for_code (test);
  g_free (code);
  code = desk_backend_test_get_code (test, PHONE);
  desk_backend_test_advance (test, 299);
  in_time = sign_in_with (test, PHONE, code);
  g_assert_cmpuint (in_time->status, ==, 201);
}

static void
test_newer_code_replaces (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autoptr (DeskTestReply) reply = NULL;

  ask_for_code (test);
  old = desk_backend_test_get_code (test, PHONE);
  do {
    g_free (new);
    ask_for_code (test);
    new = desk_backend_test_get_code (test, PHONE);
  } while (strcmp (old, new) == 0);

  reply = sign_in_with (test, PHONE, old);
  g_assert_cmpstr (desk_test_reply_get_code (reply), ==, "code_wrong");
}

/* A code belongs to its number. */
static void
test_code_of_another (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *code = NULL;
  g_autoptr (DeskTestReply) reply = NULL;

  ask_for_code (test);
  code = desk_backend_test_get_code (test, PHONE);
  reply = sign_in_with (test, "13900139000", code);
  g_assert_cmpstr (desk_test_reply_get_code (reply), ==, "code_expired");
}

static void
assert_limited (DeskBackendTest *test, gint64 retry_after)
{
  g_autoptr (DeskTestReply) reply
      = desk_backend_test_call (test, "POST", "/v1/sms-codes", NULL, ASK);
  g_autofree char *header = desk_test_reply_dup_header (reply, "Retry-After");

  g_assert_cmpuint (reply->status, ==, 429);
  g_assert_cmpstr (desk_test_reply_get_code (reply), ==, "limited");
  g_assert_cmpint (desk_test_reply_get_int (reply, "retry_after"), ==, retry_after);
  g_assert_cmpint (g_ascii_strtoll (header, NULL, 10), ==, retry_after);
}

static void
test_sms_limits (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (NULL);

  ask_for_code (test);
  assert_limited (test, 60);
  desk_backend_test_advance (test, 59);
  assert_limited (test, 1);
  desk_backend_test_advance (test, 1);

  for (int i = 0; i < 4; i++) {
    ask_for_code (test);
    desk_backend_test_advance (test, 60);
  }
  /* Five in this hour; the first of them leaves it 3600 s after it was sent, 300 s ago. */
  assert_limited (test, 3300);
  desk_backend_test_advance (test, 3300);

  for (int i = 0; i < 5; i++) {
    ask_for_code (test);
    desk_backend_test_advance (test, 60);
  }
  desk_backend_test_advance (test, 3600);
  /* Ten in this day. */
  assert_limited (test, 86400 - 3600 - 300 - 3600);
  desk_backend_test_stop (test);
  desk_backend_test_start (test);
  assert_limited (test, 86400 - 3600 - 300 - 3600);
}

static void
test_address_limits (void)
{
  g_autoptr (DeskBackendTest) test
      = desk_backend_test_new ("[limits]\nsms_per_address_hour=2\nsign_in_per_address_hour=3\n");

  for (int i = 0; i < 3; i++) {
    g_autofree char *json
        = g_strdup_printf ("{\"phone\": \"1380013800%d\", \"purpose\": \"sign_in\"}", i);
    g_autoptr (DeskTestReply) reply
        = desk_backend_test_call (test, "POST", "/v1/sms-codes", NULL, json);

    g_assert_cmpuint (reply->status, ==, i < 2 ? 202 : 429);
  }

  for (int i = 0; i < 4; i++) {
    g_autoptr (DeskTestReply) reply = sign_in_with (test, "13700137000", "123456");

    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, i < 3 ? "code_expired" : "limited");
  }
}

static void
test_bad_requests (void)
{
  static const struct {
    const char *path;
    const char *json;
    const char *code;
    const char *field;
    const char *problem;
  } cases[] = {
    { "/v1/sms-codes", "{\"phone\": \"123\", \"purpose\": \"sign_in\"}", "invalid_fields", "phone",
      NULL },
    { "/v1/sms-codes", "{\"phone\": \"" PHONE "\", \"purpose\": \"contract\"}", "invalid_fields",
      "purpose", "not_allowed" },
    { "/v1/sms-codes", "{\"phone\": \"" PHONE "\"}", "invalid_fields", "purpose", NULL },
    { "/v1/sms-codes", "{\"phone\": 13800138000, \"purpose\": \"sign_in\"}", "invalid_fields",
      "phone", NULL },
    { "/v1/sms-codes", "{\"phone\": \"" PHONE "\", \"purpose\": \"sign_in\", \"x\": 1}",
      "unknown_member", NULL, NULL },
    { "/v1/sms-codes", "{\"phone\": ", "invalid_json", NULL, NULL },
    { "/v1/sms-codes", "[]", "invalid_json", NULL, NULL },
    { "/v1/sms-codes", "{\"phone\": \"1\", \"phone\": \"2\"}", "invalid_json", NULL, NULL },
    { "/v1/sms-codes", "\xff\xfe", "invalid_json", NULL, NULL },
    { "/v1/sessions/sms", "{\"phone\": \"" PHONE "\", \"code\": \"12\"}", "invalid_fields", "code",
      NULL },
    { "/v1/sessions/sms", "{\"phone\": \"1\", \"code\": \"123456\"}", "invalid_fields", "phone",
      NULL },
  };
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (DeskTestReply) reply
        = desk_backend_test_call (test, "POST", cases[i].path, NULL, cases[i].json);

    g_test_message ("case %zu", i);
    g_assert_cmpstr (desk_test_reply_get_code (reply), ==, cases[i].code);
    if (cases[i].field != NULL)
      g_assert_cmpstr (desk_test_reply_get_field (reply, cases[i].field), !=, "");
    if (cases[i].problem != NULL)
      g_assert_cmpstr (desk_test_reply_get_field (reply, cases[i].field), ==, cases[i].problem);
  }
}

static guint
status_with (DeskBackendTest *test, const char *method, const char *token)
{
  g_autoptr (DeskTestReply) reply
      = desk_backend_test_call (test, method, "/v1/session", token, NULL);

  return reply->status;
}

static void
test_session_ends (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *ended = desk_backend_test_sign_in (test, PHONE);
  g_autofree char *idle = desk_backend_test_sign_in (test, PHONE);
  g_autofree char *old = desk_backend_test_sign_in (test, PHONE);

  g_assert_cmpuint (status_with (test, "GET", NULL), ==, 401);
  g_assert_cmpuint (status_with (test, "GET", "nonsense"), ==, 401);
  g_assert_cmpuint (status_with (test, "DELETE", ended), ==, 204);
  g_assert_cmpuint (status_with (test, "GET", ended), ==, 401);

  /* Used every hour: lives until its absolute end. */
  for (gint64 t = 0; t < DESK_SESSION_SECONDS - 3600; t += 3600) {
    g_autofree char *later = NULL;

    desk_backend_test_advance (test, 3600);
    g_assert_cmpuint (status_with (test, "GET", old), ==, 200);
    /* That it was used is written down behind the answer; whatever is written next comes after. */
    later = desk_backend_test_sign_in (test, PHONE);
  }
  g_assert_cmpuint (status_with (test, "GET", idle), ==, 401);
  desk_backend_test_advance (test, 3600);
  g_assert_cmpuint (status_with (test, "GET", old), ==, 401);
}

static void
test_own_sms_code (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *token = desk_backend_test_sign_in (test, PHONE);
  g_autofree char *code = NULL;
  g_autoptr (DeskTestReply) sent = desk_backend_test_call (test, "POST", "/v1/session/sms-codes",
                                                           token, "{\"purpose\": \"contract\"}");
  g_autoptr (DeskTestReply) refused = desk_backend_test_call (test, "POST", "/v1/session/sms-codes",
                                                              token, "{\"purpose\": \"sign_in\"}");
  g_autoptr (DeskTestReply) nobody = desk_backend_test_call (test, "POST", "/v1/session/sms-codes",
                                                             NULL, "{\"purpose\": \"contract\"}");
  g_autoptr (DeskTestReply) other_purpose = NULL;

  g_assert_cmpuint (sent->status, ==, 202);
  g_assert_cmpstr (desk_test_reply_get_field (refused, "purpose"), ==, "not_allowed");
  g_assert_cmpuint (nobody->status, ==, 401);

  /* The contract's code does not open a session. */
  code = desk_backend_test_get_code (test, PHONE);
  other_purpose = sign_in_with (test, PHONE, code);
  g_assert_cmpstr (desk_test_reply_get_code (other_purpose), ==, "code_expired");
}

static void
test_nothing_in_plain_text (void)
{
  g_autoptr (DeskBackendTest) test = desk_backend_test_new (DESK_BACKEND_TEST_RELAXED);
  g_autofree char *token = desk_backend_test_sign_in (test, PHONE);

  ask_for_code (test);
  {
    g_autofree char *code = desk_backend_test_get_code (test, PHONE);
    g_autofree char *text = g_strdup_printf ("验证码为%s", code);

    g_assert_false (desk_test_files_contain (test->data_directory, PHONE));
    g_assert_false (desk_test_files_contain (test->data_directory, token));
    g_assert_false (desk_test_files_contain (test->data_directory, text));
  }

  desk_backend_test_stop (test);
  g_assert_false (desk_test_files_contain (test->data_directory, PHONE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/sessions/sign-in", test_sign_in);
  g_test_add_func ("/backend/sessions/same-account", test_same_account);
  g_test_add_func ("/backend/sessions/wrong-code", test_wrong_code);
  g_test_add_func ("/backend/sessions/tries-survive-restart", test_tries_survive_restart);
  g_test_add_func ("/backend/sessions/code-expires", test_code_expires);
  g_test_add_func ("/backend/sessions/newer-code-replaces", test_newer_code_replaces);
  g_test_add_func ("/backend/sessions/code-of-another", test_code_of_another);
  g_test_add_func ("/backend/sessions/sms-limits", test_sms_limits);
  g_test_add_func ("/backend/sessions/address-limits", test_address_limits);
  g_test_add_func ("/backend/sessions/bad-requests", test_bad_requests);
  g_test_add_func ("/backend/sessions/session-ends", test_session_ends);
  g_test_add_func ("/backend/sessions/own-sms-code", test_own_sms_code);
  g_test_add_func ("/backend/sessions/nothing-in-plain-text", test_nothing_in_plain_text);
  return g_test_run ();
}
