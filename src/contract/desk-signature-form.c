/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-signature-check.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <string.h>

#define MAX_MEMBERS 8 /* of SignedData and SignerInfo, which have at most six and seven */

/* A value in DER, and what is in it. */
typedef struct {
  int tag;
  const uint8_t *start;
  const uint8_t *content;
  size_t length; /* of the content */
} DerValue;

/* The members of @outer; 0 if it is malformed or has more than MAX_MEMBERS. */
static guint
get_members (const DerValue *outer, DerValue members[MAX_MEMBERS])
{
  const uint8_t *position = outer->content;
  const uint8_t *end = position + outer->length;
  guint n = 0;

  while (position < end) {
    long length = 0;
    int tag = 0;
    int tag_class = 0;
    const uint8_t *start = position;

    if (n == MAX_MEMBERS
        || (ASN1_get_object (&position, &length, &tag, &tag_class, end - position) & 0x80) != 0) {
      ERR_clear_error ();
      return 0;
    }
    members[n++] = (DerValue){ tag, start, position, (size_t) length };
    position += length;
  }

  return n;
}

static gboolean
is_number (const DerValue *value, int number)
{
  return value->tag == V_ASN1_INTEGER && value->length == 1 && value->content[0] == number;
}

static gboolean
is_data (const DerValue *content)
{
  static const uint8_t data[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01 };
  DerValue members[MAX_MEMBERS];

  return get_members (content, members) > 0 && members[0].length == sizeof data
         && memcmp (members[0].content, data, sizeof data) == 0;
}

static gboolean
have_same_bytes (const DerValue *a, const DerValue *b)
{
  size_t length = (size_t) (a->content - a->start) + a->length;

  return length == (size_t) (b->content - b->start) + b->length
         && memcmp (a->start, b->start, length) == 0;
}

/* Names count as equal whatever their case; what is written must be the certificate's very bytes.
 */
static gboolean
names_certificate (const DerValue *identifier, X509 *certificate)
{
  DerValue members[MAX_MEMBERS];
  uint8_t *name = NULL;
  int length = i2d_X509_NAME (X509_get_issuer_name (certificate), &name);
  gboolean is_same
      = get_members (identifier, members) == 2 && length > 0
        && have_same_bytes (
            &members[0], &(DerValue){ .start = name, .content = name, .length = (size_t) length });

  OPENSSL_free (name);
  return is_same;
}

/* RFC 5652, 5.3: a signer named by issuer and serial makes it 1, any other 3. */
static gboolean
check_signer (const DerValue *signers,
              X509 *certificate,
              DerValue *digest_algorithm,
              gboolean *is_version_3)
{
  DerValue members[MAX_MEMBERS];
  DerValue signer;

  if (get_members (signers, members) != 1)
    return FALSE;
  signer = members[0];
  if (get_members (&signer, members) < 5)
    return FALSE;

  *is_version_3 = members[1].tag != V_ASN1_SEQUENCE;
  *digest_algorithm = members[2];
  return is_number (&members[0], *is_version_3 ? 3 : 1)
         && (*is_version_3 || names_certificate (&members[1], certificate));
}

/* RFC 5652, 5.1: the version follows from the rest, the algorithms are the signers'. */
static gboolean
check_signed_data (const DerValue *signed_data, X509 *certificate)
{
  DerValue members[MAX_MEMBERS];
  DerValue algorithms[MAX_MEMBERS];
  DerValue digest_algorithm;
  gboolean is_version_3;
  guint n = get_members (signed_data, members);

  return n >= 4 && check_signer (&members[n - 1], certificate, &digest_algorithm, &is_version_3)
         && is_number (&members[0], is_version_3 || !is_data (&members[2]) ? 3 : 1)
         && get_members (&members[1], algorithms) == 1
         && have_same_bytes (&algorithms[0], &digest_algorithm);
}

gboolean
desk_signature_has_right_form (GBytes *cms, X509 *certificate)
{
  DerValue outer = { .content = g_bytes_get_data (cms, NULL), .length = g_bytes_get_size (cms) };
  DerValue members[MAX_MEMBERS];

  /* ContentInfo, its explicit content, and in that SignedData. */
  return get_members (&outer, members) == 1 && get_members (&members[0], members) == 2
         && get_members (&members[1], members) == 1 && check_signed_data (&members[0], certificate);
}
