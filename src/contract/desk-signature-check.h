/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-file.h"
#include "desk-signature-report.h"

#include <openssl/x509.h>

/* The verifier's working state and its steps, each of which finds one family of flaws. Only
 * desk-contract-verify.c uses them. A step returns FALSE once it has set the flaw. */

G_BEGIN_DECLS

typedef struct {
  char *field; /* owned; full name of the form field */
  guint
      number; /* of the object that holds the signature dictionary; 0: it is no object of its own */
  DeskSignatureRole role;

  /* From the range. */
  size_t end;         /* bytes the signature covers, with its own contents; 0 until it is known */
  GBytes *cms;        /* owned, nullable; DER */
  uint8_t digest[32]; /* SHA-256 of the covered bytes */

  /* From the CMS. */
  X509 *certificate; /* owned, nullable; the signer's */
  gint64 time;       /* Unix seconds, 0 unknown */
  DeskTimeSource time_source;

  DeskSignatureFlaw flaw;
  char *detail; /* owned, nullable; English */
} DeskSignatureCheck;

void desk_signature_check_free (DeskSignatureCheck *self);

/* Sets the flaw, if none is set yet. Always FALSE. */
gboolean desk_signature_check_fail (DeskSignatureCheck *self,
                                    DeskSignatureFlaw flaw,
                                    const char *format,
                                    ...) G_GNUC_PRINTF (3, 4);

/* All signed signature fields of @file; DeskSignatureCheck *. NULL if the tree of fields is larger
 * or deeper than any form's. */
GPtrArray *desk_signature_check_find (DeskPdfFile *file);

/* The signature's dictionary; NULL if it has none. Borrowed from @file. */
const DeskPdfValue *
desk_signature_check_get_dictionary (DeskSignatureCheck *self, DeskPdfFile *file);

/* /ByteRange and /Contents; sets end, cms and digest. */
gboolean desk_signature_check_range (DeskSignatureCheck *self, DeskPdfFile *file);

/* What was appended to @file after the signature. */
gboolean desk_signature_check_changes (DeskSignatureCheck *self, DeskPdfFile *file);

/* Versions, digest algorithms and the name of the signer in @cms agree with the rest of it and with
 * its signer's @certificate. Nothing signs them and OpenSSL does not look closely at them, so a
 * byte of them could be changed unnoticed. */
gboolean desk_signature_has_right_form (GBytes *cms, X509 *certificate);

/* The CMS, its timestamp and its certificates. */
gboolean desk_signature_check_cms (DeskSignatureCheck *self,
                                   DeskPdfFile *file,
                                   STACK_OF (X509) * trust,
                                   gint64 now);

G_END_DECLS
