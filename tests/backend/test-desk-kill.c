/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#define PHONE  "13800138000"
#define ROUNDS 5

static void
kill_and_restart (DeskTestBackend *backend)
{
  desk_test_backend_kill (backend);
  desk_test_backend_restart (backend);
}

/* A code that was sent, a wrong try that was counted, a session that was opened and one that was
 * ended: each is so after the power went right behind the answer. */
static void
test_nothing_acknowledged_is_lost (void)
{
  g_autoptr (DeskTestBackend) backend = desk_test_backend_start ();

  for (int round = 0; round < ROUNDS; round++) {
    DeskTestClient *client = desk_test_client_new (backend);
    g_autofree char *code = NULL;
    g_autofree char *answer = NULL;

    desk_test_client_assert (client,
                             desk_test_client_send (client, "POST", "/v1/sms-codes",
                                                    "{'phone': '" PHONE "', 'purpose': 'sign_in'}"),
                             202);
    kill_and_restart (backend);

    code = desk_test_backend_get_code (backend, PHONE);
    answer = g_strdup_printf ("{'phone': '" PHONE "', 'code': '%s'}", code);
    desk_test_client_assert (
        client, desk_test_client_send (client, "POST", "/v1/sessions/sms", answer), 201);
    kill_and_restart (backend);

    /* Used up. */
    g_assert_cmpuint (desk_test_client_send (client, "POST", "/v1/sessions/sms", answer), ==, 422);
    g_assert_cmpstr (desk_test_client_get_problem (client), ==, "code_expired");

    desk_test_client_sign_in (client, PHONE);
    kill_and_restart (backend);
    desk_test_client_assert (client, desk_test_client_send (client, "GET", "/v1/session", NULL),
                             200);
    desk_test_client_assert (client, desk_test_client_send (client, "DELETE", "/v1/session", NULL),
                             204);
    kill_and_restart (backend);
    g_assert_cmpuint (desk_test_client_send (client, "GET", "/v1/session", NULL), ==, 401);

    desk_test_client_free (client);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/kill/nothing-acknowledged-is-lost", test_nothing_acknowledged_is_lost);
  return g_test_run ();
}
