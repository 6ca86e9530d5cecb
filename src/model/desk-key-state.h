/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-action.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Every state a person can meet with a key (DESIGN.md, section 6), for the window, the doctor and
 * certdeskctl alike. One table says the code, what it concerns, how bad it is and what is offered;
 * the sentence and the remedy are in src/flow/key/desk-key-text.c. A DeskKeyState is also the code
 * of a DESK_KEY_ERROR. */
typedef enum {
  DESK_KEY_STATE_READING, /* not known yet */
  DESK_KEY_STATE_READY,   /* one usable certificate */
  DESK_KEY_STATE_SEVERAL, /* more than one usable certificate: choose */

  /* The PC/SC service between drivers and readers */
  DESK_KEY_STATE_SERVICE_MISSING, /* not installed */
  DESK_KEY_STATE_SERVICE_STOPPED,
  DESK_KEY_STATE_SERVICE_DENIED, /* the system's policy does not let this user in */

  /* The driver, a PKCS#11 module */
  DESK_KEY_STATE_NO_MODULE,           /* none is known on this computer */
  DESK_KEY_STATE_MODULE_MISSING,      /* the file that was chosen is gone */
  DESK_KEY_STATE_MODULE_ARCHITECTURE, /* built for another kind of processor */
  DESK_KEY_STATE_MODULE_NOT_PKCS11,   /* a library, but no driver of this kind */
  DESK_KEY_STATE_MODULE_FAILED,       /* does not load or initialise */
  DESK_KEY_STATE_MODULE_CRASHED,      /* ended by itself; it has been started again */
  DESK_KEY_STATE_MODULE_HANGS,        /* did not answer in time; it has been started again */
  DESK_KEY_STATE_MODULE_SLOW,         /* has not answered yet */

  /* The reader */
  DESK_KEY_STATE_NO_READER,
  DESK_KEY_STATE_READER_NO_DRIVER, /* the system sees a device that no driver serves */
  DESK_KEY_STATE_ABSENT,           /* a reader, no key in it */

  /* The token */
  DESK_KEY_STATE_UNRECOGNISED,
  DESK_KEY_STATE_NOT_INITIALISED,
  DESK_KEY_STATE_REMOVED,        /* pulled out while it was needed */
  DESK_KEY_STATE_SEVERAL_TOKENS, /* an operation that names none, and more than one is there */
  DESK_KEY_STATE_BUSY,           /* another program holds it */
  DESK_KEY_STATE_NO_SPACE,
  DESK_KEY_STATE_WRITE_PROTECTED,

  /* The PIN */
  DESK_KEY_STATE_PIN_FIRST,       /* none has been set */
  DESK_KEY_STATE_PIN_MUST_CHANGE, /* the key wants another one first */
  DESK_KEY_STATE_PIN_DEFAULT,     /* still the one it was handed out with */
  DESK_KEY_STATE_PIN_WRONG,
  DESK_KEY_STATE_PIN_LOW,   /* a wrong one was typed before */
  DESK_KEY_STATE_PIN_FINAL, /* one more wrong one locks the key */
  DESK_KEY_STATE_PIN_LOCKED,
  DESK_KEY_STATE_PIN_LENGTH,    /* refused before a try was used */
  DESK_KEY_STATE_PIN_REFUSED,   /* the key does not take the new one */
  DESK_KEY_STATE_PIN_CANCELLED, /* on the key's own keypad */
  DESK_KEY_STATE_PUK_WRONG,
  DESK_KEY_STATE_PUK_LOCKED,
  DESK_KEY_STATE_NO_UNBLOCK, /* this driver cannot unblock a PIN */

  /* The certificate */
  DESK_KEY_STATE_NO_CERTIFICATE,
  DESK_KEY_STATE_EXPIRED,
  DESK_KEY_STATE_NOT_YET_VALID,
  DESK_KEY_STATE_EXPIRING, /* within 90 days */
  DESK_KEY_STATE_REVOKED,
  DESK_KEY_STATE_UNTRUSTED,     /* of another authority */
  DESK_KEY_STATE_OTHER_ACCOUNT, /* bound to no account, or to another one */
  DESK_KEY_STATE_NOT_FOR_SIGNING,
  DESK_KEY_STATE_NO_KEY, /* its private key is not on the token */

  /* An operation */
  DESK_KEY_STATE_DRIVER,          /* any other failure of the driver: never "wrong PIN" */
  DESK_KEY_STATE_SIGNATURE_WRONG, /* what the key made does not verify */
  DESK_KEY_STATE_NO_HOST,         /* the helper program that loads drivers cannot be started */

  /* The computer and the way to the server; for the doctor */
  DESK_KEY_STATE_CLOCK_WRONG,
  DESK_KEY_STATE_SERVER_UNREACHABLE,
  DESK_KEY_STATE_PROXY,            /* a proxy stands between, and the server is not reached */
  DESK_KEY_STATE_SERVER_UNTRUSTED, /* reached, but nobody vouches for its TLS certificate */
} DeskKeyState;

#define DESK_KEY_N_STATES   (DESK_KEY_STATE_SERVER_UNTRUSTED + 1)
#define DESK_TYPE_KEY_STATE (desk_key_state_get_type ())
GType desk_key_state_get_type (void); /* nicks: "no_module" */

typedef enum {
  DESK_KEY_GROUP_NONE,
  DESK_KEY_GROUP_SERVICE,
  DESK_KEY_GROUP_MODULE,
  DESK_KEY_GROUP_READER,
  DESK_KEY_GROUP_TOKEN,
  DESK_KEY_GROUP_PIN,
  DESK_KEY_GROUP_CERTIFICATE,
  DESK_KEY_GROUP_OPERATION,
  DESK_KEY_GROUP_COMPUTER,
} DeskKeyGroup;

/* "UK-201": for support, stable, listed in docs/ukey-codes.md. */
const char *desk_key_state_get_code (DeskKeyState state);

/* "no_module": for JSON and tests, stable. */
const char *desk_key_state_get_nick (DeskKeyState state);

DeskKeyGroup desk_key_state_get_group (DeskKeyState state);
DeskKeySeverity desk_key_state_get_severity (DeskKeyState state);
DeskKeyAction desk_key_state_get_action (DeskKeyState state);

/* What a certificate's validity alone makes of it: NOT_YET_VALID, EXPIRED, EXPIRING (within 90
 * days) or READY. All in Unix seconds. */
DeskKeyState desk_key_state_of_validity (gint64 not_before, gint64 not_after, gint64 now);

G_END_DECLS
