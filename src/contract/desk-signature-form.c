/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-signature-check.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <string.h>

/* A value in DER, and what is in it. */
typedef struct {
  int tag;
  int tag_class;
  const uint8_t *content;
  size_t length; /* of the content */
} DerValue;

/* Takes the next value from @position, which moves on; FALSE at @end or if malformed. */
static gboolean
take (const uint8_t **position, const uint8_t *end, DerValue *value)
{
  long length = 0;

  if (*position >= end
      || (ASN1_get_object (position, &length, &value->tag, &value->tag_class, end - *position)
          & 0x80)
             != 0) {
    ERR_clear_error ();
    return FALSE;
  }
  value->content = *position;
  value->length = (size_t) length;
  *position += length;

  return TRUE;
}

/* The last value inside @outer. */
static gboolean
enter_last (DerValue *outer)
{
  const uint8_t *position = outer->content;
  const uint8_t *end = outer->content + outer->length;
  DerValue inner;
  gboolean has_any = FALSE;

  while (take (&position, end, &inner)) {
    *outer = inner;
    has_any = TRUE;
  }
  return has_any && position == end;
}

/* RFC 5652, 5.3: 1 if the signer is named by issuer and serial, else 3. Nothing signs this number
 * and no library looks at it, so it is the one place of a CMS where a byte could be changed
 * unnoticed. */
gboolean
desk_signature_check_form (DeskSignatureCheck *self)
{
  const uint8_t *position = g_bytes_get_data (self->cms, NULL);
  const uint8_t *end = position + g_bytes_get_size (self->cms);
  DerValue value;
  DerValue version;
  DerValue identifier;
  gboolean is_found = take (&position, end, &value);

  /* ContentInfo: content [0]; SignedData; signerInfos; the one SignerInfo. */
  for (int i = 0; is_found && i < 4; i++)
    is_found = enter_last (&value);
  position = value.content;
  end = value.content + value.length;
  if (!is_found || !take (&position, end, &version) || !take (&position, end, &identifier)
      || version.tag != V_ASN1_INTEGER || version.length != 1
      || version.content[0] != (identifier.tag == V_ASN1_SEQUENCE ? 1 : 3))
    return desk_signature_check_fail (self, DESK_FLAW_ATTRIBUTES,
                                      "the signer's version is not what it must be");
  return TRUE;
}
