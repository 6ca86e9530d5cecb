/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-wire-account.h"

#include "desk-wire-hostile.h"

#define NONCE   "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
#define ACCOUNT "{'id':'" ID "','display_name':'张*','phone':'138****8000','created':true}"
#define SESSION "{'token':'abc','expires':'2026-11-22T06:30:00Z','account':" ACCOUNT "}"

/* Decodes and encodes again. */
#define DEFINE_DECODE(Type, name)                                                                  \
  static gboolean decode_##name (JsonObject *json, GError **error)                                 \
  {                                                                                                \
    Type message = { 0 };                                                                          \
    gboolean taken = desk_wire_##name##_from_json (json, &message, error);                         \
                                                                                                   \
    if (taken)                                                                                     \
      json_node_unref (desk_wire_##name##_to_json (&message));                                     \
    desk_wire_##name##_clear (&message);                                                           \
    return taken;                                                                                  \
  }

DEFINE_DECODE (DeskWireSmsRequest, sms_request)
DEFINE_DECODE (DeskWireOwnSmsRequest, own_sms_request)
DEFINE_DECODE (DeskWireSmsAnswer, sms_answer)
DEFINE_DECODE (DeskWireSmsSignIn, sms_sign_in)
DEFINE_DECODE (DeskWireChallenge, challenge)
DEFINE_DECODE (DeskWireUkeySignIn, ukey_sign_in)
DEFINE_DECODE (DeskWireSession, session)

static void
test_hostile (void)
{
  desk_wire_assert_robust (decode_sms_request, "{'phone':'13812348000','purpose':'sign_in'}", TRUE,
                           "");
  desk_wire_assert_robust (decode_own_sms_request, "{'purpose':'contract'}", TRUE, "");
  desk_wire_assert_robust (decode_sms_answer, "{'resend_after':60,'expires_in':300}", FALSE, "");
  desk_wire_assert_robust (decode_sms_sign_in, "{'phone':'13812348000','code':'012345'}", TRUE, "");
  desk_wire_assert_robust (decode_challenge,
                           "{'id':'" ID "','nonce':'" NONCE "','origin':'http://127.0.0.1:8080',"
                           "'expires':'2026-11-22T06:30:00Z'}",
                           FALSE, "");
  desk_wire_assert_robust (decode_ukey_sign_in,
                           "{'challenge_id':'" ID "','certificate':'MAA=','signature':'AQI='}",
                           TRUE, "");
  desk_wire_assert_robust (decode_session, SESSION, FALSE, " token ");
}

static void
test_phone_is_normalised (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text ("{'phone':'+86 138 1234 8000','code':'1'}");
  g_auto (DeskWireSmsSignIn) message = { 0 };
  g_auto (DeskWireSmsRequest) request = { 0 };

  g_assert_true (desk_wire_sms_sign_in_from_json (json_node_get_object (node), &message, NULL));
  g_assert_cmpstr (message.phone, ==, "13812348000");

  request.phone = g_strdup ("138-1234-8000");
  request.purpose = g_strdup ("sign_in");
  desk_wire_assert_text (desk_wire_sms_request_to_json (&request),
                         "{'phone':'13812348000','purpose':'sign_in'}");
}

static void
test_challenge (void)
{
  g_autoptr (JsonNode) node
      = desk_wire_from_text ("{'id':'" ID "','nonce':'" NONCE "','origin':'http://a',"
                             "'expires':'2026-11-22T06:30:00Z'}");
  g_autoptr (JsonNode) shorter
      = desk_wire_from_text ("{'id':'" ID "','nonce':'AAEC','origin':'http://a',"
                             "'expires':'2026-11-22T06:30:00Z'}");
  g_auto (DeskWireChallenge) message = { 0 };
  g_auto (DeskWireChallenge) weak = { 0 };
  g_autofree char *again = NULL;
  g_autofree char *text = desk_wire_to_text (node);
  GError *error = NULL;

  g_assert_true (desk_wire_challenge_from_json (json_node_get_object (node), &message, NULL));
  g_assert_cmpuint (g_bytes_get_size (message.nonce), ==, 32);
  g_assert_cmpint (((const char *) g_bytes_get_data (message.nonce, NULL))[31], ==, 31);
  desk_wire_assert_text (desk_wire_challenge_to_json (&message), text);

  g_assert_false (desk_wire_challenge_from_json (json_node_get_object (shorter), &weak, &error));
  desk_wire_assert_field (error, "nonce", DESK_FIELD_TOO_SHORT);
  g_assert_null (weak.nonce);
}

static void
test_session (void)
{
  g_autoptr (JsonNode) node = desk_wire_from_text (SESSION);
  g_auto (DeskWireSession) message = { 0 };

  g_assert_true (desk_wire_session_from_json (json_node_get_object (node), &message, NULL));
  g_assert_cmpstr (message.token, ==, "abc");
  g_assert_cmpstr (desk_account_get_display_name (message.account), ==, "张*");
  g_assert_true (desk_account_get_created (message.account));
  desk_wire_assert_text (desk_wire_session_to_json (&message), SESSION);

  g_clear_pointer (&message.token, g_free);
  desk_wire_assert_text (desk_wire_session_to_json (&message),
                         "{'expires':'2026-11-22T06:30:00Z','account':" ACCOUNT "}");
}

static gboolean
decode_account (JsonObject *json, GError **error)
{
  g_autoptr (DeskAccount) account = desk_wire_account_from_json (json, error);

  return account != NULL;
}

static void
test_account (void)
{
  g_autoptr (DeskAccount) account = desk_account_new (ID, "张*", "138****8000", TRUE);

  desk_wire_assert_text (desk_wire_account_to_json (account), ACCOUNT);
  desk_wire_assert_robust (decode_account, ACCOUNT, FALSE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/account/hostile", test_hostile);
  g_test_add_func ("/wire/account/phone-is-normalised", test_phone_is_normalised);
  g_test_add_func ("/wire/account/challenge", test_challenge);
  g_test_add_func ("/wire/account/session", test_session);
  g_test_add_func ("/wire/account/account", test_account);
  return g_test_run ();
}
