/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-cades.h"
#include "desk-chain.h"
#include "desk-signature-check.h"
#include "desk-timestamp.h"

#include <stdio.h>
#include <string.h>

/* How far the clock of a timestamp authority may be ahead of ours, in seconds. */
#define CLOCK_TOLERANCE 300

static gboolean
fail_for (DeskSignatureCheck *self, const GError *error)
{
  DeskSignatureFlaw flaw = DESK_FLAW_ATTRIBUTES;

  if (g_error_matches (error, DESK_CADES_ERROR, DESK_CADES_ERROR_DIGEST))
    flaw = DESK_FLAW_DIGEST;
  else if (g_error_matches (error, DESK_CADES_ERROR, DESK_CADES_ERROR_SIGNATURE))
    flaw = DESK_FLAW_SIGNATURE;
  else if (g_error_matches (error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_REVOKED))
    flaw = DESK_FLAW_REVOKED;
  else if (error->domain == DESK_CHAIN_ERROR)
    flaw = DESK_FLAW_CERTIFICATE;

  return desk_signature_check_fail (self, flaw, "%s", error->message);
}

static void
take_certificate (DeskSignatureCheck *self, X509 *certificate)
{
  X509_up_ref (certificate);
  self->certificate = certificate;
}

/* The signer's own word: "D:YYYYMMDDHHmmSS" with 'Z' or an offset like "+08'00'" (ISO
 * 32000-1, 7.9.4). */
static gint64
parse_claimed_time (const DeskPdfValue *value)
{
  g_autofree char *text = desk_pdf_value_dup_text (value);
  g_autofree char *zone_text = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) time = NULL;
  int year, month, day, hour, minute, second, zone_hour = 0, zone_minute = 0;
  char sign = 'Z';
  int n = sscanf (text, "D:%4d%2d%2d%2d%2d%2d%c%2d'%2d", &year, &month, &day, &hour, &minute,
                  &second, &sign, &zone_hour, &zone_minute);

  if (n < 6 || zone_hour < 0 || zone_hour > 23 || zone_minute < 0 || zone_minute > 59)
    return 0;

  zone = g_time_zone_new_offset ((sign == '-' ? -1 : 1) * (zone_hour * 60 + zone_minute) * 60);
  time = g_date_time_new (zone, year, month, day, hour, minute, second);
  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static gboolean
check_signature_timestamp (DeskSignatureCheck *self,
                           const DeskCadesInfo *info,
                           STACK_OF (X509) * trust,
                           gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskTimestampInfo) stamp
      = desk_timestamp_verify (info->timestamp, info->signature_digest, &error);

  if (stamp == NULL
      || !desk_chain_verify (stamp->certificate, stamp->certificates, trust, NULL, stamp->time,
                             DESK_CHAIN_TIMESTAMP, &error))
    return desk_signature_check_fail (self, DESK_FLAW_TIMESTAMP, "the signature's timestamp: %s",
                                      error->message);
  if (!desk_signature_has_right_form (info->timestamp, stamp->certificate))
    return desk_signature_check_fail (self, DESK_FLAW_TIMESTAMP,
                                      "the signature's timestamp says of itself what it is not");
  if (stamp->time > now + CLOCK_TOLERANCE)
    return desk_signature_check_fail (self, DESK_FLAW_TIMESTAMP,
                                      "the signature's timestamp lies in the future");

  self->time = stamp->time;
  self->time_source = DESK_TIME_TIMESTAMPED;
  return TRUE;
}

static gboolean
check_signature (DeskSignatureCheck *self,
                 const DeskPdfValue *dictionary,
                 STACK_OF (X509) * trust,
                 gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskCadesInfo) info = desk_cades_verify (self->cms, self->digest, &error);

  if (info == NULL)
    return fail_for (self, error);

  take_certificate (self, info->certificate);
  self->time = parse_claimed_time (desk_pdf_value_get (dictionary, "M"));
  if (info->timestamp != NULL && !check_signature_timestamp (self, info, trust, now))
    return FALSE;

  /* Only a trusted time may save a certificate that has expired since. */
  return desk_chain_verify (info->certificate, info->certificates, trust, NULL,
                            self->time_source == DESK_TIME_TIMESTAMPED ? self->time : now,
                            DESK_CHAIN_SIGNATURE, &error)
         || fail_for (self, error);
}

static gboolean
check_document_timestamp (DeskSignatureCheck *self, STACK_OF (X509) * trust, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskTimestampInfo) stamp = desk_timestamp_verify (self->cms, self->digest, &error);

  if (stamp == NULL)
    return fail_for (self, error);

  take_certificate (self, stamp->certificate);
  self->time = stamp->time;
  if (stamp->time > now + CLOCK_TOLERANCE)
    return desk_signature_check_fail (self, DESK_FLAW_TIMESTAMP,
                                      "the timestamp lies in the future");
  if (!desk_chain_verify (stamp->certificate, stamp->certificates, trust, NULL, stamp->time,
                          DESK_CHAIN_TIMESTAMP, &error))
    return fail_for (self, error);

  self->time_source = DESK_TIME_TIMESTAMPED;
  return TRUE;
}

static gboolean
check_by_kind (DeskSignatureCheck *self, DeskPdfFile *file, STACK_OF (X509) * trust, gint64 now)
{
  const DeskPdfValue *dictionary = desk_signature_check_get_dictionary (self, file);
  const DeskPdfValue *sub_filter = desk_pdf_value_get (dictionary, "SubFilter");

  if (desk_pdf_value_is_name (sub_filter, "ETSI.RFC3161"))
    return check_document_timestamp (self, trust, now);
  if (desk_pdf_value_is_name (sub_filter, "ETSI.CAdES.detached")
      || desk_pdf_value_is_name (sub_filter, "adbe.pkcs7.detached"))
    return check_signature (self, dictionary, trust, now);

  return desk_signature_check_fail (self, DESK_FLAW_ATTRIBUTES,
                                    "a kind of signature that is not accepted");
}

gboolean
desk_signature_check_cms (DeskSignatureCheck *self,
                          DeskPdfFile *file,
                          STACK_OF (X509) * trust,
                          gint64 now)
{
  if (!check_by_kind (self, file, trust, now))
    return FALSE;

  return desk_signature_has_right_form (self->cms, self->certificate)
         || desk_signature_check_fail (self, DESK_FLAW_ATTRIBUTES,
                                       "the CMS says of itself what it is not");
}
