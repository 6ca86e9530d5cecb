/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Signatures of a SoftHSM2 token through DeskUkey and its host process, beside the C_* calls of the
 * same module made right here: open a session, log in, find the key, sign, log out, close. */

#include "desk-bench.h"
#include "desk-challenge.h"
#include "desk-test-async.h"
#include "desk-test-token.h"
#include "desk-ukey.h"

#include <gmodule.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

/* Short turns: the disk that SoftHSM2 writes to at every login stalls now and then. */
#define N_ROUNDS 201
#define N_CALLS  3

typedef struct {
  DeskUkey *ukey;   /* owned */
  DeskSecret *pin;  /* owned */
  char *serial;     /* owned */
  GBytes *key_id;   /* owned */
  GBytes *nonce;    /* owned */
  GModule *library; /* owned */
  CK_FUNCTION_LIST *functions;
  CK_SLOT_ID slot;
  gboolean answers_challenge; /* signs what a server asks, not a document's digest */
} Bench;

static void
make_digest (Bench *bench, uint8_t digest[static 32])
{
  if (bench->answers_challenge)
    desk_challenge_get_digest ("https://ca.example", bench->nonce, DESK_CHALLENGE_SIGN_IN, digest);
  else
    memset (digest, 7, 32);
}

static void
sign_through_host (gpointer data)
{
  Bench *bench = data;
  uint8_t digest[32];
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) error = NULL;

  make_digest (bench, digest);
  desk_ukey_sign_with_key_async (bench->ukey, bench->serial, bench->key_id, bench->pin, digest,
                                 NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  signature = desk_ukey_sign_with_key_finish (bench->ukey, result, &error);
  g_assert_no_error (error);
}

static CK_OBJECT_HANDLE
find_key (Bench *bench, CK_SESSION_HANDLE session)
{
  CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE template[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_ID, (void *) g_bytes_get_data (bench->key_id, NULL), g_bytes_get_size (bench->key_id) },
  };
  CK_OBJECT_HANDLE key = CK_INVALID_HANDLE;
  CK_ULONG n = 0;

  g_assert_cmpint (bench->functions->C_FindObjectsInit (session, template, G_N_ELEMENTS (template)),
                   ==, CKR_OK);
  g_assert_cmpint (bench->functions->C_FindObjects (session, &key, 1, &n), ==, CKR_OK);
  g_assert_cmpint (bench->functions->C_FindObjectsFinal (session), ==, CKR_OK);
  g_assert_cmpuint (n, ==, 1);
  return key;
}

static void
sign_raw (gpointer data)
{
  Bench *bench = data;
  CK_MECHANISM mechanism = { CKM_ECDSA, NULL, 0 };
  CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
  uint8_t digest[32];
  uint8_t signature[128];
  CK_ULONG length = sizeof signature;
  CK_FUNCTION_LIST *functions = bench->functions;

  make_digest (bench, digest);
  g_assert_cmpint (functions->C_OpenSession (bench->slot, CKF_SERIAL_SESSION, NULL, NULL, &session),
                   ==, CKR_OK);
  g_assert_cmpint (functions->C_Login (session, CKU_USER,
                                       (CK_UTF8CHAR *) desk_secret_get_data (bench->pin),
                                       desk_secret_get_length (bench->pin)),
                   ==, CKR_OK);
  g_assert_cmpint (functions->C_SignInit (session, &mechanism, find_key (bench, session)), ==,
                   CKR_OK);
  g_assert_cmpint (functions->C_Sign (session, digest, sizeof digest, signature, &length), ==,
                   CKR_OK);
  g_assert_cmpint (functions->C_Logout (session), ==, CKR_OK);
  g_assert_cmpint (functions->C_CloseSession (session), ==, CKR_OK);
}

static void
make_key (Bench *bench, DeskTestToken *token)
{
  g_autoptr (DeskUkeyModule) module = desk_ukey_module_new (
      DESK_UKEY_MODULE_OPTION, NULL, desk_test_token_get_module (token), NULL);
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) generated = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GError) error = NULL;

  bench->ukey = desk_ukey_new (module, clock);
  desk_ukey_find_token_async (bench->ukey, NULL, NULL, desk_test_async_ready, &found);
  desk_test_async_wait (&found);
  bench->serial = desk_ukey_find_token_finish (bench->ukey, found, &error);
  g_assert_no_error (error);

  desk_ukey_generate_key_async (bench->ukey, bench->serial, bench->pin, DESK_UKEY_P256, "Bench",
                                NULL, desk_test_async_ready, &generated);
  desk_test_async_wait (&generated);
  bench->key_id = desk_ukey_generate_key_finish (bench->ukey, generated, &public_key, &error);
  g_assert_no_error (error);
}

static void
load_raw (Bench *bench, DeskTestToken *token)
{
  CK_C_GetFunctionList get_function_list = NULL;
  CK_SLOT_ID slots[8];
  CK_ULONG n_slots = G_N_ELEMENTS (slots);

  bench->library = g_module_open (desk_test_token_get_module (token), G_MODULE_BIND_LOCAL);
  g_assert_nonnull (bench->library);
  g_assert_true (
      g_module_symbol (bench->library, "C_GetFunctionList", (gpointer *) &get_function_list));
  g_assert_cmpint (get_function_list (&bench->functions), ==, CKR_OK);
  g_assert_cmpint (bench->functions->C_Initialize (NULL), ==, CKR_OK);
  g_assert_cmpint (bench->functions->C_GetSlotList (CK_TRUE, slots, &n_slots), ==, CKR_OK);
  bench->slot = slots[0];
}

static void
compare (Bench *bench, const char *name)
{
  double run;
  double floor;

  desk_bench_compare (sign_through_host, sign_raw, bench, N_ROUNDS, N_CALLS, &run, &floor);
  desk_bench_report (name, run * 1000, floor * 1000, "ms", run / floor, "<= 1.20");
}

int
main (void)
{
  g_autoptr (DeskTestToken) token = desk_test_token_new ("Bench");
  Bench bench = { 0 };

  if (token == NULL) {
    g_print ("SoftHSM2 is not installed\n");
    return 77;
  }

  bench.pin = desk_secret_new_from_string (DESK_TEST_TOKEN_PIN);
  bench.nonce
      = g_bytes_new_take (g_malloc0 (DESK_CHALLENGE_NONCE_LENGTH), DESK_CHALLENGE_NONCE_LENGTH);
  make_key (&bench, token);
  load_raw (&bench, token);

  bench.answers_challenge = TRUE;
  compare (&bench, "sign-in with a Ukey / the module's own calls, SoftHSM2 P-256");
  bench.answers_challenge = FALSE;
  compare (&bench, "signature with a Ukey / the module's own calls, SoftHSM2 P-256");

  bench.functions->C_Finalize (NULL);
  g_module_close (bench.library);
  desk_ukey_close (bench.ukey);
  g_object_unref (bench.ukey);
  desk_secret_unref (bench.pin);
  g_bytes_unref (bench.nonce);
  g_bytes_unref (bench.key_id);
  g_free (bench.serial);
  return 0;
}
