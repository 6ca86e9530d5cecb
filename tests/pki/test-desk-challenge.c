/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-challenge.h"

#include "desk-encoding.h"
#include "desk-signature.h"
#include "desk-test-pki.h"

#include <string.h>

#define ORIGIN "https://certdesk.example.cn"

static GBytes *
nonce_new (void)
{
  uint8_t octets[DESK_CHALLENGE_NONCE_LENGTH];

  for (size_t i = 0; i < sizeof octets; i++)
    octets[i] = (uint8_t) i;

  return g_bytes_new (octets, sizeof octets);
}

/* Computed by another program: sha256sum over the three hashes. */
static void
test_known_digest (void)
{
  g_autoptr (GBytes) nonce = nonce_new ();
  g_autofree char *hex = NULL;
  uint8_t digest[32];

  desk_challenge_get_digest (ORIGIN, nonce, DESK_CHALLENGE_SIGN_IN, digest);
  hex = desk_hex_encode (digest, sizeof digest);
  g_assert_cmpstr (hex, ==, "4462f572c6efd314233812b3eb47e4d2f07cde2f14cb2ccd0f9de229b6aa538c");
}

static void
test_every_part_counts (void)
{
  g_autoptr (GBytes) nonce = nonce_new ();
  g_autoptr (GBytes) other_nonce = g_bytes_new_from_bytes (nonce, 1, 31);
  uint8_t digests[4][32];

  desk_challenge_get_digest (ORIGIN, nonce, "sign_in", digests[0]);
  desk_challenge_get_digest (ORIGIN ":8443", nonce, "sign_in", digests[1]);
  desk_challenge_get_digest (ORIGIN, other_nonce, "sign_in", digests[2]);
  desk_challenge_get_digest (ORIGIN, nonce, "revoke", digests[3]);

  for (size_t i = 0; i < 4; i++) {
    for (size_t j = 0; j < i; j++)
      g_assert_cmpint (memcmp (digests[i], digests[j], 32), !=, 0);
  }
}

static void
test_answer (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (GBytes) nonce = nonce_new ();
  DeskTestIdentity *identities[] = { pki->signer, pki->rsa_signer };
  uint8_t digest[32];

  desk_challenge_get_digest (ORIGIN, nonce, DESK_CHALLENGE_SIGN_IN, digest);
  for (size_t i = 0; i < G_N_ELEMENTS (identities); i++) {
    g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (identities[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) signature = desk_signer_sign_digest (signer, digest, &error);
    X509 *other = identities[1 - i]->certificate;
    uint8_t changed[32];

    g_assert_no_error (error);
    g_assert_true (desk_challenge_verify (identities[i]->certificate, digest, signature, &error));
    g_assert_no_error (error);

    g_assert_false (desk_challenge_verify (other, digest, signature, &error));
    g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_WRONG);
    g_clear_error (&error);

    memcpy (changed, digest, sizeof changed);
    changed[31] ^= 1;
    g_assert_false (desk_challenge_verify (identities[i]->certificate, changed, signature, &error));
    g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_WRONG);
  }
}

static void
test_odd_signatures (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (pki->signer);
  uint8_t digest[32] = { 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = desk_signer_sign_digest (signer, digest, &error);
  size_t length;
  const uint8_t *data = g_bytes_get_data (signature, &length);
  g_autofree uint8_t *longer = g_malloc0 (length + 1);
  GBytes *bad[3];

  memcpy (longer, data, length);
  bad[0] = g_bytes_new (NULL, 0);
  bad[1] = g_bytes_new (longer, length + 1);
  bad[2] = g_bytes_new (data, length - 1);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_clear_error (&error);
    g_assert_false (desk_challenge_verify (pki->signer->certificate, digest, bad[i], &error));
    g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_WRONG);
    g_bytes_unref (bad[i]);
  }
}

static void
test_weak_key (void)
{
  g_autoptr (DeskTestIdentity) weak = desk_test_identity_new (
      &(DeskTestProfile){ .name = "weak", .key_usage = DESK_TEST_SIGNER, .rsa_bits = 1024 });
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (weak);
  uint8_t digest[32] = { 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = desk_signer_sign_digest (signer, digest, &error);

  g_assert_no_error (error);
  g_assert_false (desk_challenge_verify (weak->certificate, digest, signature, &error));
  g_assert_error (error, DESK_SIGNATURE_ERROR, DESK_SIGNATURE_ERROR_KEY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/challenge/known-digest", test_known_digest);
  g_test_add_func ("/pki/challenge/every-part-counts", test_every_part_counts);
  g_test_add_func ("/pki/challenge/answer", test_answer);
  g_test_add_func ("/pki/challenge/odd-signatures", test_odd_signatures);
  g_test_add_func ("/pki/challenge/weak-key", test_weak_key);
  return g_test_run ();
}
