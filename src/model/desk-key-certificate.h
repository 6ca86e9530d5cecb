/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-token.h"

G_BEGIN_DECLS

/**
 * DeskKeyCertificate:
 *
 * A certificate on a plugged-in key, as a picker shows it. Read-only, construct-only properties:
 * `token` (DeskKeyToken), `key-id` (GBytes, CKA_ID), `holder` (subject CN), `issuer` (issuer CN),
 * `serial` (hex), `not-before`, `not-after` (Unix seconds), `state` (DeskKeyState: READY or
 * EXPIRING if it can be used, otherwise why not), `der` (GBytes).
 */
#define DESK_TYPE_KEY_CERTIFICATE (desk_key_certificate_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyCertificate, desk_key_certificate, DESK, KEY_CERTIFICATE, GObject)

DeskKeyToken *desk_key_certificate_get_token (DeskKeyCertificate *self);      /* borrowed */
const char *desk_key_certificate_get_token_serial (DeskKeyCertificate *self); /* of the token */
GBytes *desk_key_certificate_get_key_id (DeskKeyCertificate *self);
const char *desk_key_certificate_get_holder (DeskKeyCertificate *self);
const char *desk_key_certificate_get_issuer (DeskKeyCertificate *self);
const char *desk_key_certificate_get_serial (DeskKeyCertificate *self);
gint64 desk_key_certificate_get_not_before (DeskKeyCertificate *self);
gint64 desk_key_certificate_get_not_after (DeskKeyCertificate *self);
DeskKeyState desk_key_certificate_get_state (DeskKeyCertificate *self);
GBytes *desk_key_certificate_get_der (DeskKeyCertificate *self);

/* TRUE if it can sign in and sign. */
gboolean desk_key_certificate_is_usable (DeskKeyCertificate *self);

/* TRUE if a person would be shown the same. */
gboolean desk_key_certificate_is_equal (DeskKeyCertificate *self, DeskKeyCertificate *other);

G_END_DECLS
