/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-test-card.h"

#include "desk-encoding.h"
#include "desk-openssl.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

#define GENERATE_RSA     "004600000730058103010001"
#define GENERATE_EC      "00460000"
#define CHOOSE_RSA_PKCS1 "002241b60a80010281024b01840100"
#define CHOOSE_RSA_RAW   "002241b60a80010081024b01840100"
#define CHOOSE_EC        "002241b60a80010481024b02840100"

/* SHA-256 as a DigestInfo (RFC 8017, 9.2). */
#define DIGEST_INFO "3031300d060960864801650304020105000420"
#define DIGEST      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

/* The data without the status, which is success. */
static GBytes *
ask_bytes (DeskCard *card, const char *frame)
{
  g_autofree char *answer = desk_test_card_ask (card, frame);

  g_assert_true (g_str_has_suffix (answer, "9000"));
  answer[strlen (answer) - 4] = '\0';
  return desk_hex_decode (answer);
}

static EVP_PKEY *
public_key_new (const char *type, OSSL_PARAM_BLD *builder)
{
  OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param (builder);
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, type, NULL);
  EVP_PKEY *key = NULL;

  g_assert_cmpint (EVP_PKEY_fromdata_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters), ==, 1);
  OSSL_PARAM_free (parameters);
  OSSL_PARAM_BLD_free (builder);
  return key;
}

static EVP_PKEY *
read_rsa (DeskCard *card)
{
  g_autoptr (GBytes) modulus = NULL;
  g_autoptr (GBytes) exponent = NULL;
  g_autoptr (BIGNUM) n = NULL;
  g_autoptr (BIGNUM) e = NULL;
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new ();

  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_RSA, "9000");
  modulus = ask_bytes (card, "00ca010100");
  exponent = ask_bytes (card, "00ca010200");
  g_assert_cmpuint (g_bytes_get_size (modulus), ==, 256);
  n = BN_bin2bn (g_bytes_get_data (modulus, NULL), 256, NULL);
  e = BN_bin2bn (g_bytes_get_data (exponent, NULL), (int) g_bytes_get_size (exponent), NULL);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_N, n);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_E, e);
  return public_key_new ("RSA", builder);
}

static EVP_PKEY *
read_ec (DeskCard *card)
{
  g_autoptr (GBytes) object = NULL;
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new ();
  const uint8_t *bytes;
  size_t length;

  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_EC, "9000");
  object = ask_bytes (card, "00ca018600");
  bytes = g_bytes_get_data (object, &length);
  g_assert_cmpuint (length, ==, 2 + 65);
  g_assert_cmpint (bytes[0], ==, 0x86);
  g_assert_cmpint (bytes[1], ==, 65);
  OSSL_PARAM_BLD_push_utf8_string (builder, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string (builder, OSSL_PKEY_PARAM_PUB_KEY, bytes + 2, length - 2);
  return public_key_new ("EC", builder);
}

static void
assert_verifies (EVP_PKEY *key, GBytes *signature)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);
  g_autoptr (GBytes) digest = desk_hex_decode (DIGEST);

  g_assert_cmpint (EVP_PKEY_verify_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()), ==, 1);
  g_assert_cmpint (EVP_PKEY_verify (context, g_bytes_get_data (signature, NULL),
                                    g_bytes_get_size (signature), g_bytes_get_data (digest, NULL),
                                    g_bytes_get_size (digest)),
                   ==, 1);
}

static DeskCard *
card_new_with_keys (void)
{
  DeskCard *card = desk_test_card_new_issued ();

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_RSA, "9000");
  desk_test_card_expect (card, GENERATE_RSA, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_EC, "9000");
  desk_test_card_expect (card, GENERATE_EC, "9000");
  return card;
}

static void
test_rsa (void)
{
  g_autoptr (DeskCard) card = card_new_with_keys ();
  g_autoptr (EVP_PKEY) key = read_rsa (card);
  g_autoptr (GBytes) signature = NULL;

  desk_test_card_expect (card, CHOOSE_RSA_PKCS1, "9000");
  signature = ask_bytes (card, "002a9e9a33" DIGEST_INFO DIGEST "00");
  assert_verifies (key, signature);

  /* The same in a chain of commands. */
  g_clear_pointer (&signature, g_bytes_unref);
  desk_test_card_expect (card, "102a9e9a13" DIGEST_INFO, "9000");
  signature = ask_bytes (card, "002a9e9a20" DIGEST "00");
  assert_verifies (key, signature);
}

/* The reader pads: 256 bytes, more than one command holds. */
static void
test_rsa_raw (void)
{
  g_autoptr (DeskCard) card = card_new_with_keys ();
  g_autoptr (EVP_PKEY) key = read_rsa (card);
  g_autoptr (GString) frame = g_string_new ("102a9e9aca0001");
  g_autoptr (GBytes) signature = NULL;

  for (int i = 0; i < 200; i++)
    g_string_append (frame, "ff");
  desk_test_card_expect (card, CHOOSE_RSA_RAW, "9000");
  desk_test_card_expect (card, frame->str, "9000");
  signature = ask_bytes (card, "002a9e9a36ffff00" DIGEST_INFO DIGEST "00");
  assert_verifies (key, signature);
}

static void
test_ec (void)
{
  g_autoptr (DeskCard) card = card_new_with_keys ();
  g_autoptr (EVP_PKEY) key = read_ec (card);
  g_autoptr (GBytes) signature = NULL;

  desk_test_card_expect (card, CHOOSE_EC, "9000");
  signature = ask_bytes (card, "002a9e9a20" DIGEST "00");
  assert_verifies (key, signature);
}

static void
test_access (void)
{
  g_autoptr (DeskCard) card = card_new_with_keys ();

  desk_test_card_expect (card, CHOOSE_EC, "9000");
  desk_test_card_expect (card, "002e0000", "9000");
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6982");
  desk_test_card_expect (card, GENERATE_EC, "6982");
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_card_reset (card);
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  /* The choice is forgotten, too. */
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6985");
}

static void
test_deleted (void)
{
  g_autoptr (DeskCard) card = card_new_with_keys ();

  desk_test_card_expect (card, CHOOSE_EC, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_EC, "9000");
  desk_test_card_expect (card, "a0e40000", "9000");
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6985");
  desk_test_card_expect (card, CHOOSE_EC, "6a88");
}

static void
test_refused (void)
{
  g_autoptr (DeskCard) card = card_new_with_keys ();

  /* For decryption; without an algorithm; without a key; a file that is none. */
  desk_test_card_expect (card, "002241b80a80010281024b01840100", "6a81");
  desk_test_card_expect (card, "002241b60481024b01", "6a80");
  desk_test_card_expect (card, "002241b603800102", "6a80");
  desk_test_card_expect (card, "002241b60a80010281024301840100", "6a88");
  desk_test_card_expect (card, "002241b6", "6a80");
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6985");
  desk_test_card_expect (card, "002a808602000100", "6a81");

  /* The algorithm of the other kind of key; too much for the padding; not a whole block. */
  desk_test_card_expect (card, "002241b60a80010281024b02840100", "9000");
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6a80");
  desk_test_card_expect (card, "002241b60a80010481024b01840100", "9000");
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6a80");
  desk_test_card_expect (card, CHOOSE_RSA_RAW, "9000");
  desk_test_card_expect (card, "002a9e9a20" DIGEST "00", "6a80");

  /* Another public exponent; a file that is no key; a key without a modulus or point. */
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_RSA, "9000");
  desk_test_card_expect (card, "004600000730058103000003", "6a80");
  desk_test_card_expect (card, "00ca018600", "6a88");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_EC, "9000");
  desk_test_card_expect (card, "00ca010100", "6a88");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_OPEN, "9000");
  desk_test_card_expect (card, GENERATE_EC, "6985");
  desk_test_card_expect (card, "00ca010100", "6a88");
}

static void
test_not_generated (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_RSA, "9000");
  desk_test_card_expect (card, "00ca010100", "6a88");
  desk_test_card_expect (card, CHOOSE_RSA_PKCS1, "9000");
  desk_test_card_expect (card, "002a9e9a33" DIGEST_INFO DIGEST "00", "6a80");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/virtual-card/keys/rsa", test_rsa);
  g_test_add_func ("/virtual-card/keys/rsa-raw", test_rsa_raw);
  g_test_add_func ("/virtual-card/keys/ec", test_ec);
  g_test_add_func ("/virtual-card/keys/access", test_access);
  g_test_add_func ("/virtual-card/keys/deleted", test_deleted);
  g_test_add_func ("/virtual-card/keys/refused", test_refused);
  g_test_add_func ("/virtual-card/keys/not-generated", test_not_generated);
  return g_test_run ();
}
