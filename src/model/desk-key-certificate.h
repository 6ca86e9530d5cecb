/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a certificate on a key cannot be used; DESK_KEY_USABLE if it can. */
typedef enum {
  DESK_KEY_USABLE,
  DESK_KEY_EXPIRED,
  DESK_KEY_NOT_YET_VALID,
  DESK_KEY_NOT_FOR_SIGNING,
  DESK_KEY_NO_PRIVATE_KEY,
} DeskKeyUsability;

/* Where the key is; the picture and the sentence on the sign-in page follow it. */
typedef enum {
  DESK_KEY_STATE_READING,       /* not known yet */
  DESK_KEY_STATE_NO_MODULE,     /* no driver is configured or found */
  DESK_KEY_STATE_MODULE_FAILED, /* the driver does not load or initialise */
  DESK_KEY_STATE_ABSENT,        /* no key is plugged in */
  DESK_KEY_STATE_NOT_INITIALISED,
  DESK_KEY_STATE_NO_CERTIFICATE, /* a key, but nothing usable on it */
  DESK_KEY_STATE_READY,          /* one or more usable certificates */
} DeskKeyState;

/* What is known about the tries left before a PIN locks; no count, PKCS#11 has none. */
typedef enum {
  DESK_PIN_TRIES_UNKNOWN,
  DESK_PIN_TRIES_LOW,   /* a wrong PIN was entered before */
  DESK_PIN_TRIES_FINAL, /* one more wrong PIN locks the key */
  DESK_PIN_TRIES_LOCKED,
} DeskPinTries;

#define DESK_TYPE_KEY_STATE     (desk_key_state_get_type ())
#define DESK_TYPE_KEY_USABILITY (desk_key_usability_get_type ())
#define DESK_TYPE_PIN_TRIES     (desk_pin_tries_get_type ())
GType desk_key_state_get_type (void);
GType desk_key_usability_get_type (void);
GType desk_pin_tries_get_type (void);

/**
 * DeskKeyCertificate:
 *
 * A certificate with a private key on a plugged-in token, as the picker shows it. Read-only,
 * construct-only properties: `token-serial`, `token-label`, `key-id` (GBytes, CKA_ID), `holder`
 * (subject CN), `issuer` (issuer CN), `serial` (hex), `not-before`, `not-after` (Unix seconds),
 * `usability`, `pin-tries`, `protected-path` (PIN is typed on the key itself), `der` (GBytes).
 */
#define DESK_TYPE_KEY_CERTIFICATE (desk_key_certificate_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyCertificate, desk_key_certificate, DESK, KEY_CERTIFICATE, GObject)

const char *desk_key_certificate_get_token_serial (DeskKeyCertificate *self);
const char *desk_key_certificate_get_token_label (DeskKeyCertificate *self);
GBytes *desk_key_certificate_get_key_id (DeskKeyCertificate *self);
const char *desk_key_certificate_get_holder (DeskKeyCertificate *self);
const char *desk_key_certificate_get_issuer (DeskKeyCertificate *self);
const char *desk_key_certificate_get_serial (DeskKeyCertificate *self);
gint64 desk_key_certificate_get_not_before (DeskKeyCertificate *self);
gint64 desk_key_certificate_get_not_after (DeskKeyCertificate *self);
DeskKeyUsability desk_key_certificate_get_usability (DeskKeyCertificate *self);
DeskPinTries desk_key_certificate_get_pin_tries (DeskKeyCertificate *self);
gboolean desk_key_certificate_get_protected_path (DeskKeyCertificate *self);
GBytes *desk_key_certificate_get_der (DeskKeyCertificate *self);

G_END_DECLS
