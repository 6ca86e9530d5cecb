/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *sentence;
  const char *remedy; /* nullable */
} StateText;

static const StateText state_texts[] = {
  [DESK_KEY_STATE_READING] = { N_ ("Reading the Ukey…"), NULL },
  [DESK_KEY_STATE_NO_MODULE]
  = { N_ ("No Ukey driver was found"),
      N_ ("Please install the driver that came with the Ukey, then open this page again.") },
  [DESK_KEY_STATE_MODULE_FAILED]
  = { N_ ("The Ukey driver does not start"),
      N_ ("Please install the driver again or restart the computer.") },
  [DESK_KEY_STATE_ABSENT]
  = { N_ ("Please plug in the Ukey"), N_ ("It is recognised by itself once it is plugged in.") },
  [DESK_KEY_STATE_NOT_INITIALISED]
  = { N_ ("The Ukey is not initialised"), N_ ("Please have it set up at a service point.") },
  [DESK_KEY_STATE_NO_CERTIFICATE] = { N_ ("There is no usable certificate on the Ukey"),
                                      N_ ("Please plug in another Ukey, or sign in with your "
                                          "mobile number and apply for a certificate.") },
  [DESK_KEY_STATE_READY] = { N_ ("The Ukey is ready"), NULL },
};

const char *
desk_key_text_get_state (DeskKeyState state)
{
  g_return_val_if_fail ((size_t) state < G_N_ELEMENTS (state_texts), NULL);

  return _ (state_texts[state].sentence);
}

const char *
desk_key_text_get_remedy (DeskKeyState state)
{
  g_return_val_if_fail ((size_t) state < G_N_ELEMENTS (state_texts), NULL);

  return state_texts[state].remedy != NULL ? _ (state_texts[state].remedy) : NULL;
}

const char *
desk_key_text_get_usability (DeskKeyUsability usability)
{
  switch (usability) {
  case DESK_KEY_USABLE:
    return NULL;
  case DESK_KEY_EXPIRED:
    return _ ("This certificate has expired.");
  case DESK_KEY_NOT_YET_VALID:
    return _ ("This certificate is not valid yet.");
  case DESK_KEY_NOT_FOR_SIGNING:
    return _ ("This certificate is not meant for signing.");
  case DESK_KEY_NO_PRIVATE_KEY:
    return _ ("The private key of this certificate is not on the Ukey.");
  default:
    g_return_val_if_reached (NULL);
  }
}

const char *
desk_key_text_get_tries (DeskPinTries tries)
{
  switch (tries) {
  case DESK_PIN_TRIES_UNKNOWN:
    return NULL;
  case DESK_PIN_TRIES_LOW:
    return _ ("A wrong PIN was typed before; few tries are left.");
  case DESK_PIN_TRIES_FINAL:
    return _ ("This is the last try; another wrong PIN locks the Ukey.");
  case DESK_PIN_TRIES_LOCKED:
    return _ ("The Ukey is locked: the PIN was wrong too often.");
  default:
    g_return_val_if_reached (NULL);
  }
}
