/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-fixture.h"

#include <math.h>

#define NOT_BEFORE G_GINT64_CONSTANT (1577836800) /* 2020 */
#define NOT_AFTER  G_GINT64_CONSTANT (2493072000) /* 2049 */

/* Cubic strokes that together look like a written 张三; x and y of four control points each. */
static const int strokes[][8] = {
  { 900, 900, 2100, 750, 2250, 1050, 1800, 1650 },
  { 1050, 1650, 1950, 1425, 2550, 1500, 1650, 2250 },
  { 900, 2250, 1800, 2100, 2850, 2550, 1350, 3300 },
  { 3450, 600, 3225, 1650, 3000, 2550, 2850, 3225 },
  { 3225, 2025, 4200, 1500, 4650, 1350, 4950, 1200 },
  { 3900, 900, 3930, 1650, 3825, 2550, 4800, 3075 },
  { 3450, 2100, 4050, 2250, 4650, 2850, 5250, 3225 },
  { 6000, 1050, 6750, 930, 7200, 900, 7800, 870 },
  { 6150, 1950, 6750, 1860, 7080, 1830, 7500, 1800 },
  { 5700, 3075, 6750, 2940, 7800, 2850, 8850, 3000 },
};

static double
bezier (double t, int a, int b, int c, int d)
{
  double u = 1 - t;

  return u * u * u * a + 3 * t * u * u * b + 3 * t * t * u * c + t * t * t * d;
}

static DeskInk *
write_name (void)
{
  DeskInk *ink = desk_ink_new ();

  for (guint i = 0; i < G_N_ELEMENTS (strokes); i++) {
    const int *p = strokes[i];

    desk_ink_begin_stroke (ink);
    for (int j = 0; j <= 40; j++) {
      double t = j / 40.0;
      DeskInkPoint point = {
        .x = (int) bezier (t, p[0], p[2], p[4], p[6]),
        .y = (int) bezier (t, p[1], p[3], p[5], p[7]),
        .time_ms = (int) i * 400 + j * 8,
        .pressure = (int) (250 + 600 * sin (G_PI * (0.15 + 0.8 * t))),
      };

      g_assert_true (desk_ink_add_point (ink, &point));
    }
    desk_ink_end_stroke (ink);
  }

  return ink;
}

static DeskTestIdentity *
certify (const DeskTestIdentity *issuer, DeskTestProfile profile)
{
  profile.issuer = issuer;
  profile.not_before = NOT_BEFORE;
  profile.not_after = NOT_AFTER;
  return desk_test_identity_new (&profile);
}

DeskTestIdentity *
desk_contract_fixture_certify (DeskContractFixture *self, const char *name, guint rsa_bits)
{
  return certify (
      self->issuing,
      (DeskTestProfile){ .name = name, .key_usage = DESK_TEST_SIGNER, .rsa_bits = rsa_bits });
}

static void
make_certificates (DeskContractFixture *self)
{
  const DeskTestProfile authority = { .is_ca = TRUE, .key_usage = DESK_TEST_CA };
  DeskTestProfile root = authority;
  DeskTestProfile issuing = authority;

  root.name = "Root";
  issuing.name = "Issuing";
  self->root = certify (NULL, root);
  self->issuing = certify (self->root, issuing);
  self->applicant = desk_contract_fixture_certify (self, "张三", 2048);
  self->seal = desk_contract_fixture_certify (self, "内蒙古数字证书认证有限公司", 0);
  self->stamp
      = certify (self->issuing, (DeskTestProfile){ .name = "Timestamps",
                                                   .key_usage = DESK_TEST_SIGNER,
                                                   .extended_key_usage = "critical,timeStamping" });
  self->trust = desk_openssl_copy_stack (NULL);
  X509_add_cert (self->trust, self->root->certificate, X509_ADD_FLAG_UP_REF);
}

DeskContractFixture *
desk_contract_fixture_new (void)
{
  DeskContractFixture *self = g_new0 (DeskContractFixture, 1);
  g_autoptr (GError) error = NULL;

  make_certificates (self);
  self->clock = desk_clock_new_manual (DESK_TEST_NOW * G_USEC_PER_SEC);
  self->timestamper = desk_timestamp_authority_new (self->stamp->certificate, self->stamp->issuers,
                                                    self->stamp->key, self->clock);
  self->ink = write_name ();
  self->terms = (DeskContractTerms){
    .number = "CD20261122000001",
    .name = "张三",
    .id_type = "01",
    .id_number = "1501**********0019",
    .mobile = "138****8000",
    .product = "person_certificate",
    .identity_serial = "01931f5e-8a40-7c1e-9d3b-2f6a1c5e7b90",
    .consent_time = DESK_TEST_NOW - 120,
    .date = DESK_TEST_NOW,
    .ink = self->ink,
    .authority_name = "内蒙古数字证书认证有限公司",
  };
  self->composed = desk_contract_compose (&self->terms, &error);
  g_assert_no_error (error);

  return self;
}

void
desk_contract_fixture_free (DeskContractFixture *self)
{
  g_bytes_unref (self->composed);
  g_object_unref (self->ink);
  desk_timestamp_authority_free (self->timestamper);
  g_object_unref (self->clock);
  desk_x509_stack_free (self->trust);
  desk_test_identity_free (self->stamp);
  desk_test_identity_free (self->seal);
  desk_test_identity_free (self->applicant);
  desk_test_identity_free (self->issuing);
  desk_test_identity_free (self->root);
  g_free (self);
}

GBytes *
desk_contract_fixture_sign (DeskContractFixture *self,
                            GBytes *pdf,
                            DeskSignatureRole role,
                            DeskTestIdentity *identity,
                            gboolean has_timestamp)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (identity);
  GBytes *signed_pdf = desk_contract_sign (pdf, role, "张三", DESK_TEST_NOW, signer,
                                           has_timestamp ? self->timestamper : NULL, &error);

  g_assert_no_error (error);
  return signed_pdf;
}

GBytes *
desk_contract_fixture_sign_all (DeskContractFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) applicant = desk_contract_fixture_sign (
      self, self->composed, DESK_SIGNATURE_APPLICANT, self->applicant, TRUE);
  g_autoptr (GBytes) authority
      = desk_contract_fixture_sign (self, applicant, DESK_SIGNATURE_AUTHORITY, self->seal, TRUE);
  GBytes *stamped = desk_contract_add_timestamp (authority, self->timestamper, &error);

  g_assert_no_error (error);
  return stamped;
}
