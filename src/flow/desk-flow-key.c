/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-flow-key.h"

#include "desk-encoding.h"

#include <string.h>

#define DIGEST_BYTES 32

/* With its terminator, so that "a", "bc" and "ab", "c" differ. */
static void
add_part (GChecksum *checksum, const char *part)
{
  g_checksum_update (checksum, (const guchar *) part, (gssize) strlen (part) + 1);
}

static char *
format_uuid (GChecksum *checksum)
{
  uint8_t digest[DIGEST_BYTES];
  size_t length = sizeof digest;
  g_autofree char *hex = NULL;

  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (uint8_t) (0x80 | (digest[6] & 0x0f)); /* version 8 */
  digest[8] = (uint8_t) (0x80 | (digest[8] & 0x3f)); /* variant of RFC 9562 */

  hex = desk_hex_encode (digest, 16);
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

char *
desk_flow_key_new (const char *scope, const char *step, ...)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  va_list parts;

  add_part (checksum, scope);
  add_part (checksum, step);

  va_start (parts, step);
  for (const char *part = va_arg (parts, const char *); part != NULL;
       part = va_arg (parts, const char *))
    add_part (checksum, part);
  va_end (parts);

  return format_uuid (checksum);
}

static void
add_number (GChecksum *checksum, int number)
{
  gint32 value = GINT32_TO_LE (number);

  g_checksum_update (checksum, (const guchar *) &value, sizeof value);
}

static void
add_ink (GChecksum *checksum, DeskInk *ink)
{
  add_number (checksum, desk_ink_get_height (ink));

  for (guint i = 0; i < desk_ink_get_n_strokes (ink); i++) {
    guint n_points;
    const DeskInkPoint *points = desk_ink_get_stroke (ink, i, &n_points);

    add_number (checksum, (int) n_points);
    for (guint k = 0; k < n_points; k++) {
      add_number (checksum, points[k].x);
      add_number (checksum, points[k].y);
      add_number (checksum, points[k].time_ms);
      add_number (checksum, points[k].pressure);
    }
  }
}

char *
desk_flow_key_of_evidence (DeskApplication *application)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *consent_time
      = g_strdup_printf ("%" G_GINT64_FORMAT, desk_application_get_consent_time (application));
  const char *consent = desk_application_get_consent_sha256 (application);

  add_part (checksum, consent != NULL ? consent : "");
  add_part (checksum, consent_time);

  for (DeskAttachmentKind kind = 0; kind < DESK_ATTACHMENT_N_KINDS; kind++) {
    DeskAttachment *attachment = desk_application_get_attachment (application, kind);
    const char *sha256 = desk_attachment_get_sha256 (attachment);

    add_part (checksum, sha256 != NULL ? sha256 : "");
  }

  add_ink (checksum, desk_application_get_ink (application));
  return g_strdup (g_checksum_get_string (checksum));
}
