/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Composing and signing a contract, beside the key operations and hashes it cannot do without. */

#include "desk-bench.h"
#include "desk-contract-signing.h"
#include "desk-contract.h"
#include "desk-encoding.h"
#include "desk-test-pki.h"

#define N_ROUNDS 15
#define N_CALLS  20

typedef struct {
  DeskContractTerms terms;
  GBytes *pdf;                        /* owned; composed once */
  DeskSigner *signer;                 /* borrowed; of the measured kind of key */
  DeskSigner *rsa;                    /* owned */
  DeskSigner *p256;                   /* owned */
  DeskTimestampAuthority *timestamps; /* owned */
} Bench;

static void
compose (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = desk_contract_compose (&bench->terms, &error);

  g_assert_no_error (error);
}

static void
sign (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = desk_contract_sign (bench->pdf, DESK_SIGNATURE_APPLICANT, "张三",
                                               DESK_TEST_NOW, bench->signer, NULL, &error);

  g_assert_no_error (error);
}

static void
sign_digest (gpointer data)
{
  Bench *bench = data;
  uint8_t digest[32] = { 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = desk_signer_sign_digest (bench->signer, digest, &error);

  g_assert_no_error (error);
}

/* No signature without its key, nor without the digest of all that it covers. */
static void
hash_and_sign (gpointer data)
{
  Bench *bench = data;
  uint8_t digest[32];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = NULL;

  desk_sha256 (g_bytes_get_data (bench->pdf, NULL), g_bytes_get_size (bench->pdf), digest);
  signature = desk_signer_sign_digest (bench->signer, digest, &error);
  g_assert_no_error (error);
}

/* Both parties, both signature timestamps and the document timestamp. */
static void
sign_completely (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) applicant = NULL;
  g_autoptr (GBytes) authority = NULL;
  g_autoptr (GBytes) stamped = NULL;

  applicant = desk_contract_sign (bench->pdf, DESK_SIGNATURE_APPLICANT, "张三", DESK_TEST_NOW,
                                  bench->rsa, bench->timestamps, &error);
  g_assert_no_error (error);
  authority = desk_contract_sign (applicant, DESK_SIGNATURE_AUTHORITY, "CA", DESK_TEST_NOW,
                                  bench->p256, bench->timestamps, &error);
  g_assert_no_error (error);
  stamped = desk_contract_add_timestamp (authority, bench->timestamps, &error);
  g_assert_no_error (error);
}

/* One RSA and one P-256 signature, three tokens, and each revision hashed once. */
static void
sign_completely_floor (gpointer data)
{
  Bench *bench = data;
  uint8_t digest[32];

  for (int i = 0; i < 3; i++) {
    g_autoptr (GBytes) token = NULL;

    desk_sha256 (g_bytes_get_data (bench->pdf, NULL), g_bytes_get_size (bench->pdf), digest);
    token = desk_timestamp_authority_issue (bench->timestamps, digest, NULL);
    g_assert_nonnull (token);
  }
  g_bytes_unref (desk_signer_sign_digest (bench->rsa, digest, NULL));
  g_bytes_unref (desk_signer_sign_digest (bench->p256, digest, NULL));
}

static void
do_nothing (gpointer data)
{
}

static void
measure (const char *name, const char *aim, DeskBenchFunc run, DeskBenchFunc floor, Bench *bench)
{
  double run_seconds;
  double floor_seconds;

  desk_bench_compare (run, floor, bench, N_ROUNDS, N_CALLS, &run_seconds, &floor_seconds);
  desk_bench_report (name, run_seconds * 1000, floor_seconds * 1000, "ms",
                     floor_seconds / run_seconds, aim);
}

static DeskInk *
write_name (void)
{
  DeskInk *ink = desk_ink_new ();

  for (int stroke = 0; stroke < 8; stroke++) {
    desk_ink_begin_stroke (ink);
    for (int i = 0; i < 40; i++)
      desk_ink_add_point (ink, &(DeskInkPoint){ 500 + stroke * 1000 + i * 10, 500 + i * 70,
                                                stroke * 500 + i * 8, 400 + i * 5 });
    desk_ink_end_stroke (ink);
  }

  return ink;
}

int
main (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (DeskClock) clock = desk_clock_new_manual (DESK_TEST_NOW * G_USEC_PER_SEC);
  g_autoptr (DeskInk) ink = write_name ();
  Bench bench = {
    .terms = { .number = "NM20261122-000001",
               .name = "张三",
               .id_type = "01",
               .id_number = "1501**********0019",
               .mobile = "138****8000",
               .product = "person_certificate",
               .identity_serial = "LOCAL-20261122-000001",
               .consent_time = DESK_TEST_NOW,
               .date = DESK_TEST_NOW,
               .ink = ink,
               .authority_name = "内蒙古数字证书认证有限公司" },
    .rsa = desk_test_identity_create_signer (pki->rsa_signer),
    .p256 = desk_test_identity_create_signer (pki->signer),
    .timestamps = desk_timestamp_authority_new (
        pki->timestamper->certificate, pki->timestamper->issuers, pki->timestamper->key, clock),
  };
  g_autoptr (GError) error = NULL;

  bench.pdf = desk_contract_compose (&bench.terms, &error);
  g_assert_no_error (error);

  measure ("contract, composed", "none: no floor", compose, do_nothing, &bench);
  bench.signer = bench.rsa;
  measure ("contract, signed with RSA-2048 / key", "none: no hash in it", sign, sign_digest,
           &bench);
  measure ("contract, signed with RSA-2048 / key and hash", ">= 0.50", sign, hash_and_sign, &bench);
  bench.signer = bench.p256;
  measure ("contract, signed with P-256 / key", "none: no hash in it", sign, sign_digest, &bench);
  measure ("contract, signed with P-256 / key and hash", "none: the CMS outweighs the key", sign,
           hash_and_sign, &bench);
  measure ("contract, both parties and timestamps / keys, tokens, hashes", ">= 0.50",
           sign_completely, sign_completely_floor, &bench);

  g_bytes_unref (bench.pdf);
  desk_signer_unref (bench.rsa);
  desk_signer_unref (bench.p256);
  desk_timestamp_authority_free (bench.timestamps);
  return 0;
}
