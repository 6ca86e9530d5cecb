/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-ukey-op"

/* The operations with a driver that has habits of its own. */

#include "desk-host.h"
#include "desk-openssl.h"
#include "desk-test-host.h"
#include "odd-driver.h"

#include <openssl/ec.h>
#include <string.h>

#define POINT_LENGTH 65

typedef struct {
  DeskHost *host;    /* owned; the driver is open */
  EVP_PKEY *key;     /* owned */
  GBytes *key_id;    /* owned; "id" */
  GBytes *point;     /* owned; of @key, uncompressed */
  GBytes *signature; /* owned; r and s, side by side */
} Fixture;

static void
on_message (DeskUkeyMessage *message, gpointer user_data)
{
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) open = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);
  g_autoptr (DeskUkeyMessage) opened = NULL;
  uint8_t *point = NULL;
  size_t length;

  fixture->key = EVP_EC_gen ("P-256");
  length = EVP_PKEY_get1_encoded_public_key (fixture->key, &point);
  g_assert_cmpuint (length, ==, POINT_LENGTH);
  fixture->point = g_bytes_new (point, length);
  OPENSSL_free (point);
  fixture->key_id = g_bytes_new_static ("id", 2);
  fixture->signature = g_bytes_new_static (
      "\x7f rrrrrrrrrrrrrrrrrrrrrrrrrrrrrr\x7fssssssssssssssssssssssssssssssss", 64);
  odd_driver = (OddDriver){ .point = fixture->point, .signature = fixture->signature };

  fixture->host = desk_host_new (on_message, NULL);
  desk_ukey_message_add_text (open, DESK_UKEY_TAG_PATH, "/driver.so");
  opened = desk_host_handle (fixture->host, open);
  g_assert_cmpint (desk_ukey_message_get_kind (opened), ==, DESK_UKEY_KIND_OPENED);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_host_free (fixture->host);
  EVP_PKEY_free (fixture->key);
  g_bytes_unref (fixture->key_id);
  g_bytes_unref (fixture->point);
  g_bytes_unref (fixture->signature);
}

static DeskUkeyMessage *
handle (Fixture *fixture, DeskUkeyMessage *request)
{
  g_autoptr (DeskUkeyMessage) owned = request;

  return desk_host_handle (fixture->host, owned);
}

/* --- CKA_EC_POINT --- */

static void
expect_public_key (Fixture *fixture)
{
  g_autoptr (DeskUkeyMessage) answer
      = handle (fixture, desk_test_host_generate ("S", "111111", 1, "key"));
  uint8_t *der = NULL;
  int length = i2d_PUBKEY (fixture->key, &der);
  g_autoptr (GBytes) expected = desk_openssl_take_der (der, length);

  g_assert_cmpint (desk_ukey_message_get_kind (answer), ==, DESK_UKEY_KIND_GENERATED);
  g_assert_true (
      g_bytes_equal (desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_PUBLIC_KEY), expected));
}

static void
test_point_raw (Fixture *fixture, gconstpointer data)
{
  expect_public_key (fixture);
}

static void
test_point_wrapped (Fixture *fixture, gconstpointer data)
{
  uint8_t wrapped[POINT_LENGTH + 2] = { 0x04, POINT_LENGTH };
  g_autoptr (GBytes) bytes = NULL;

  memcpy (wrapped + 2, g_bytes_get_data (fixture->point, NULL), POINT_LENGTH);
  bytes = g_bytes_new (wrapped, sizeof wrapped);
  odd_driver.point = bytes;
  expect_public_key (fixture);
}

static void
test_point_bad (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "", "\4", "nonsense" };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i], strlen (bad[i]));
    g_autoptr (DeskUkeyMessage) answer = NULL;

    odd_driver.point = bytes;
    answer = handle (fixture, desk_test_host_generate ("S", "111111", 1, "key"));
    g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==, "driver");
  }
}

/* --- C_Sign --- */

static DeskUkeyMessage *
sign (Fixture *fixture)
{
  return handle (fixture, desk_test_host_sign ("S", fixture->key_id, "111111"));
}

/* r and s of what was answered are those of the driver. */
static void
expect_signature (Fixture *fixture)
{
  g_autoptr (DeskUkeyMessage) answer = sign (fixture);
  GBytes *der = desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_SIGNATURE);
  const uint8_t *in;
  ECDSA_SIG *signature;
  uint8_t raw[64];

  g_assert_cmpint (desk_ukey_message_get_kind (answer), ==, DESK_UKEY_KIND_SIGNED);
  in = g_bytes_get_data (der, NULL);
  signature = d2i_ECDSA_SIG (NULL, &in, (long) g_bytes_get_size (der));
  g_assert_nonnull (signature);
  BN_bn2binpad (ECDSA_SIG_get0_r (signature), raw, 32);
  BN_bn2binpad (ECDSA_SIG_get0_s (signature), raw + 32, 32);
  g_assert_cmpmem (raw, 64, g_bytes_get_data (fixture->signature, NULL), 64);
  ECDSA_SIG_free (signature);
}

static void
test_signature_raw (Fixture *fixture, gconstpointer data)
{
  expect_signature (fixture);
}

static void
test_signature_der (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) answer = sign (fixture);

  odd_driver.signature = desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_SIGNATURE);
  expect_signature (fixture);
}

static void
test_signature_bad (Fixture *fixture, gconstpointer data)
{
  static const size_t lengths[] = { 0, 1, 63 };

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (fixture->signature, 0, lengths[i]);
    g_autoptr (DeskUkeyMessage) answer = NULL;

    odd_driver.signature = bytes;
    answer = sign (fixture);
    g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==, "driver");
  }
}

/* --- Finding --- */

static void
test_find_without_id_search (Fixture *fixture, gconstpointer data)
{
  odd_driver.no_id_search = TRUE;
  expect_signature (fixture);
  g_assert_cmpuint (odd_driver.n_find_calls, ==, 2);
}

static void
test_find_blind (Fixture *fixture, gconstpointer data)
{
  odd_driver.blind = TRUE;
  expect_signature (fixture);
}

static void
test_find_other_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) answer = NULL;

  odd_driver.blind = TRUE;
  odd_driver.other_id = TRUE;
  answer = sign (fixture);
  g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==, "no_key");
}

static void
test_find_one_by_one (Fixture *fixture, gconstpointer data)
{
  odd_driver.one_by_one = TRUE;
  expect_signature (fixture);
}

/* What a length of all bits means is not that no PIN is short enough. */
static void
test_unlimited (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskUkeyMessage) scanned
      = handle (fixture, desk_ukey_message_new (DESK_UKEY_KIND_SCAN));
  DeskUkeyMessage *token = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, 0);

  g_assert_cmpuint (desk_ukey_message_get_number (token, DESK_UKEY_TAG_MAX_PIN), ==, 0);
  g_assert_cmpstr (desk_ukey_message_get_text (token, DESK_UKEY_TAG_READER), ==, "");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ukey/op/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("point/raw", test_point_raw);
  ADD ("point/wrapped", test_point_wrapped);
  ADD ("point/bad", test_point_bad);
  ADD ("signature/raw", test_signature_raw);
  ADD ("signature/der", test_signature_der);
  ADD ("signature/bad", test_signature_bad);
  ADD ("find/without-id-search", test_find_without_id_search);
  ADD ("find/blind", test_find_blind);
  ADD ("find/other-id", test_find_other_id);
  ADD ("find/one-by-one", test_find_one_by_one);
  ADD ("unlimited", test_unlimited);

  return g_test_run ();
}
