/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *sentence;
  const char *remedy; /* nullable */
} StateText;

static const StateText state_texts[DESK_KEY_N_STATES] = {
  [DESK_KEY_STATE_READING] = { N_ ("Reading the Ukey…"), NULL },
  [DESK_KEY_STATE_READY] = { N_ ("The Ukey is ready"), NULL },
  [DESK_KEY_STATE_SEVERAL]
  = { N_ ("Several certificates are plugged in"), N_ ("Please choose the one to be used.") },
  [DESK_KEY_STATE_SERVICE_MISSING]
  = { N_ ("The smart card service is not installed"),
      N_ ("Please install the package “pcscd”, then check again.") },
  [DESK_KEY_STATE_SERVICE_STOPPED]
  = { N_ ("The smart card service is not running"),
      N_ ("Please restart the computer; an administrator can start the service “pcscd”.") },
  [DESK_KEY_STATE_SERVICE_DENIED]
  = { N_ ("This computer does not let you use the smart card service"),
      N_ ("Please sign in to the computer's own desktop, or ask the administrator to allow it.") },
  [DESK_KEY_STATE_NO_MODULE]
  = { N_ ("No Ukey driver was found"),
      N_ ("Please install the driver that came with the Ukey, or choose its file.") },
  [DESK_KEY_STATE_MODULE_MISSING]
  = { N_ ("The file of the Ukey driver is gone"),
      N_ ("Please install the driver again or choose another one.") },
  [DESK_KEY_STATE_MODULE_ARCHITECTURE]
  = { N_ ("The Ukey driver was made for another kind of computer"),
      N_ ("Please install the driver for this system, for example the 64-bit one.") },
  [DESK_KEY_STATE_MODULE_NOT_PKCS11]
  = { N_ ("The chosen file is no Ukey driver"), N_ ("Please choose the driver's PKCS#11 file.") },
  [DESK_KEY_STATE_MODULE_FAILED]
  = { N_ ("The Ukey driver does not start"),
      N_ ("Please install the driver again or restart the computer.") },
  [DESK_KEY_STATE_MODULE_CRASHED]
  = { N_ ("The Ukey driver ended unexpectedly and was started again"),
      N_ ("Please try once more.") },
  [DESK_KEY_STATE_MODULE_HANGS]
  = { N_ ("The Ukey driver did not answer and was started again"),
      N_ ("Please pull the Ukey out, plug it in again and try once more.") },
  [DESK_KEY_STATE_MODULE_SLOW]
  = { N_ ("The Ukey has not answered yet"), N_ ("Please wait a moment and leave it plugged in.") },
  [DESK_KEY_STATE_NO_READER]
  = { N_ ("No Ukey is plugged in"),
      N_ ("Please plug in the Ukey. If it is plugged in, check it for problems.") },
  [DESK_KEY_STATE_READER_NO_DRIVER]
  = { N_ ("A Ukey is plugged in, but no driver serves it"),
      N_ ("Please install the driver that came with the Ukey, then plug it in again.") },
  [DESK_KEY_STATE_ABSENT]
  = { N_ ("Please plug in the Ukey"), N_ ("It is recognised by itself once it is plugged in.") },
  [DESK_KEY_STATE_UNRECOGNISED] = { N_ ("The driver does not know this Ukey"),
                                    N_ ("Please check that it is plugged in fully and the right "
                                        "way round, or choose its own driver.") },
  [DESK_KEY_STATE_NOT_INITIALISED]
  = { N_ ("The Ukey is not initialised"), N_ ("Please have it set up at a service point.") },
  [DESK_KEY_STATE_REMOVED]
  = { N_ ("The Ukey was pulled out"), N_ ("Please plug the same Ukey in again; then it goes on.") },
  [DESK_KEY_STATE_SEVERAL_TOKENS] = { N_ ("More than one Ukey is plugged in"),
                                      N_ ("Please choose one, or leave only one plugged in.") },
  [DESK_KEY_STATE_BUSY]
  = { N_ ("Another program is using the Ukey"), N_ ("Please close that program and try again.") },
  [DESK_KEY_STATE_NO_SPACE] = { N_ ("There is no room left on the Ukey"),
                                N_ ("Please have an old certificate removed at a service point.") },
  [DESK_KEY_STATE_WRITE_PROTECTED]
  = { N_ ("The Ukey is write-protected"),
      N_ ("Please use another Ukey or contact customer service.") },
  [DESK_KEY_STATE_PIN_FIRST]
  = { N_ ("No PIN has been set on this Ukey"), N_ ("Please set a PIN first.") },
  [DESK_KEY_STATE_PIN_MUST_CHANGE]
  = { N_ ("The PIN of this Ukey must be changed before it is used"),
      N_ ("Please change the PIN now.") },
  [DESK_KEY_STATE_PIN_DEFAULT]
  = { N_ ("The Ukey still has the PIN it was handed out with"),
      N_ ("Please change the PIN, so that nobody else can use the Ukey.") },
  [DESK_KEY_STATE_PIN_WRONG] = { N_ ("The PIN is wrong"), N_ ("Please type it again.") },
  [DESK_KEY_STATE_PIN_LOW] = { N_ ("A wrong PIN was typed before; few tries are left"),
                               N_ ("Please make sure of the PIN before you type it.") },
  [DESK_KEY_STATE_PIN_FINAL] = { N_ ("This is the last try; another wrong PIN locks the Ukey"),
                                 N_ ("Please make sure of the PIN before you type it.") },
  [DESK_KEY_STATE_PIN_LOCKED]
  = { N_ ("The Ukey is locked: the PIN was wrong too often"),
      N_ ("Please unlock it with the PUK, or ask customer service to do it.") },
  [DESK_KEY_STATE_PIN_LENGTH]
  = { N_ ("The PIN has a length this Ukey does not take; no try was used"),
      N_ ("Please type it again.") },
  [DESK_KEY_STATE_PIN_REFUSED]
  = { N_ ("The Ukey does not take this new PIN"), N_ ("Please choose another one.") },
  [DESK_KEY_STATE_PIN_CANCELLED] = { N_ ("Typing the PIN on the Ukey was cancelled"),
                                     N_ ("Please start again when you are ready.") },
  [DESK_KEY_STATE_PUK_WRONG]
  = { N_ ("The PUK is wrong"), N_ ("Please compare it with the letter that came with the Ukey.") },
  [DESK_KEY_STATE_PUK_LOCKED]
  = { N_ ("The PUK was wrong too often and is locked"),
      N_ ("Please contact customer service: the Ukey has to be replaced or set up again.") },
  [DESK_KEY_STATE_NO_UNBLOCK]
  = { N_ ("This Ukey cannot be unlocked here"), N_ ("Please ask customer service to unlock it.") },
  [DESK_KEY_STATE_NO_CERTIFICATE] = { N_ ("There is no usable certificate on the Ukey"),
                                      N_ ("Please plug in another Ukey, or sign in with your "
                                          "mobile number and apply for a certificate.") },
  [DESK_KEY_STATE_EXPIRED] = { N_ ("This certificate has expired"),
                               N_ ("Please renew it, or sign in with your mobile number.") },
  [DESK_KEY_STATE_NOT_YET_VALID]
  = { N_ ("This certificate is not valid yet"),
      N_ ("Please check whether the clock of this computer is right.") },
  [DESK_KEY_STATE_EXPIRING]
  = { N_ ("This certificate expires soon"), N_ ("Please renew it in time.") },
  [DESK_KEY_STATE_REVOKED]
  = { N_ ("This certificate has been revoked"),
      N_ ("Please use another certificate or sign in with your mobile number.") },
  [DESK_KEY_STATE_UNTRUSTED] = { N_ ("This certificate was not issued by this authority"),
                                 N_ ("Please choose a certificate that was issued here.") },
  [DESK_KEY_STATE_OTHER_ACCOUNT]
  = { N_ ("This certificate does not belong to an account here"),
      N_ ("Please sign in with your mobile number, or choose another certificate.") },
  [DESK_KEY_STATE_NOT_FOR_SIGNING] = { N_ ("This certificate is not meant for signing"),
                                       N_ ("Please choose the signing certificate.") },
  [DESK_KEY_STATE_NO_KEY] = { N_ ("The private key of this certificate is not on the Ukey"),
                              N_ ("Please have the Ukey checked at a service point.") },
  [DESK_KEY_STATE_DRIVER] = { N_ ("The driver of the Ukey reported a fault"),
                              N_ ("Please pull the Ukey out, plug it in again and retry.") },
  [DESK_KEY_STATE_SIGNATURE_WRONG] = { N_ ("What the Ukey signed does not match its certificate"),
                                       N_ ("Please have the Ukey checked at a service point.") },
  [DESK_KEY_STATE_NO_HOST] = { N_ ("The helper program for the Ukey does not start"),
                               N_ ("Please install CertDesk again.") },
  [DESK_KEY_STATE_CLOCK_WRONG] = { N_ ("The clock of this computer is wrong"),
                                   N_ ("Please set date and time, best automatically.") },
  [DESK_KEY_STATE_SERVER_UNREACHABLE]
  = { N_ ("The server cannot be reached"), N_ ("Please check the network and try again.") },
  [DESK_KEY_STATE_PROXY]
  = { N_ ("The way to the server leads through a proxy that does not let it through"),
      N_ ("Please check the proxy settings of this computer.") },
  [DESK_KEY_STATE_SERVER_UNTRUSTED]
  = { N_ ("The server's identity cannot be confirmed"),
      N_ ("Please check the clock and the network of this computer; do not go on in a network that "
          "you do not know.") },
};

const char *
desk_key_text_get_untranslated_sentence (DeskKeyState state)
{
  g_return_val_if_fail ((unsigned int) state < DESK_KEY_N_STATES, NULL);

  return state_texts[state].sentence;
}

const char *
desk_key_text_get_untranslated_remedy (DeskKeyState state)
{
  g_return_val_if_fail ((unsigned int) state < DESK_KEY_N_STATES, NULL);

  return state_texts[state].remedy;
}

const char *
desk_key_text_get_sentence (DeskKeyState state)
{
  return _ (desk_key_text_get_untranslated_sentence (state));
}

const char *
desk_key_text_get_remedy (DeskKeyState state)
{
  const char *remedy = desk_key_text_get_untranslated_remedy (state);

  return remedy != NULL ? _ (remedy) : NULL;
}

const char *
desk_key_text_get_tries (DeskPinTries tries)
{
  switch (tries) {
  case DESK_PIN_TRIES_LOW:
    return _ ("A wrong PIN was typed before; few tries are left.");
  case DESK_PIN_TRIES_FINAL:
    return _ ("One try is left. If the PIN is wrong once more, the Ukey is locked.");
  case DESK_PIN_TRIES_LOCKED:
    return _ ("The Ukey is locked: the PIN was wrong too often.");
  case DESK_PIN_TRIES_UNKNOWN:
  default:
    return NULL;
  }
}

const char *
desk_key_text_get_pin_use (DeskPinUse pin_use)
{
  switch (pin_use) {
  case DESK_PIN_USE_MAYBE:
    return _ ("The PIN may have been sent already; a wrong one would have used a try.");
  case DESK_PIN_USE_ACCEPTED:
    return _ ("The PIN was right; no try was used.");
  case DESK_PIN_USE_NONE:
  default:
    return _ ("The PIN was not sent; no try was used.");
  }
}

static const char *const pin_problem_texts[] = {
  [DESK_PIN_OK] = NULL,
  [DESK_PIN_TOO_SHORT] = N_ ("A PIN has at least 6 characters."),
  [DESK_PIN_TOO_LONG] = N_ ("The new PIN is too long for this Ukey; 6 to 16 characters are usual."),
  [DESK_PIN_BAD_CHARACTER] = N_ ("A PIN is made of digits, Latin letters and signs only."),
  [DESK_PIN_IS_DEFAULT]
  = N_ ("This is the PIN every Ukey is handed out with; please choose another one."),
  [DESK_PIN_SEQUENCE] = N_ ("Characters that follow one another, as 123456, are easy to guess."),
  [DESK_PIN_REPEAT] = N_ ("Characters that repeat, as 888888 or 121212, are easy to guess."),
  [DESK_PIN_BIRTH_DATE] = N_ ("The PIN must not hold your date of birth."),
  [DESK_PIN_ID_NUMBER] = N_ ("The PIN must not hold a part of your ID number."),
  [DESK_PIN_SAME] = N_ ("The new PIN is the old one; please choose another one."),
};

const char *
desk_key_text_get_pin_problem (DeskPinProblem problem)
{
  g_return_val_if_fail ((size_t) problem < G_N_ELEMENTS (pin_problem_texts), NULL);

  return problem != DESK_PIN_OK ? _ (pin_problem_texts[problem]) : NULL;
}

static const char *const action_texts[] = {
  [DESK_KEY_ACTION_NONE] = NULL,
  [DESK_KEY_ACTION_RETRY] = N_ ("Check Again"),
  [DESK_KEY_ACTION_DOCTOR] = N_ ("Check the Ukey"),
  [DESK_KEY_ACTION_CHOOSE_MODULE] = N_ ("Choose a Driver"),
  [DESK_KEY_ACTION_CHOOSE_KEY] = N_ ("Choose a Ukey"),
  [DESK_KEY_ACTION_SET_PIN] = N_ ("Set the PIN"),
  [DESK_KEY_ACTION_CHANGE_PIN] = N_ ("Change the PIN"),
  [DESK_KEY_ACTION_UNBLOCK_PIN] = N_ ("Unlock the Ukey"),
  [DESK_KEY_ACTION_SHOW_CERTIFICATE] = N_ ("Show the Certificate"),
};

const char *
desk_key_text_get_action (DeskKeyAction action)
{
  g_return_val_if_fail ((size_t) action < G_N_ELEMENTS (action_texts), NULL);

  return action != DESK_KEY_ACTION_NONE ? _ (action_texts[action]) : NULL;
}
