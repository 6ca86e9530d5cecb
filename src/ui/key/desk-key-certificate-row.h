/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  DESK_KEY_CERTIFICATE_ROW_PLAIN,
  DESK_KEY_CERTIFICATE_ROW_WITH_TOKEN, /* says which key it is on */
} DeskKeyCertificateRowKind;

/* An AdwActionRow for a list of certificates: holder, issuer, expiry and purpose, or why it cannot
 * be used, and a button that opens its view. Not sensitive to activation by itself. */
GtkWidget *
desk_key_certificate_row_new (DeskKeyCertificate *certificate, DeskKeyCertificateRowKind kind);

/* READY or EXPIRING if @certificate can be used now, otherwise why not: its own state or that of
 * the key it is on. */
DeskKeyState desk_key_certificate_row_judge (DeskKeyCertificate *certificate);
gboolean desk_key_certificate_row_is_usable (DeskKeyCertificate *certificate);

/* "内蒙古CA Ukey，尾号 7F3A". Caller frees. */
char *desk_key_certificate_row_dup_token_name (DeskKeyToken *token);

G_END_DECLS
