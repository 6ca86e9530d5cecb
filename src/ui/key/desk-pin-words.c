/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-words.h"

#include "desk-error-text.h"
#include "desk-key-error.h"
#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

#define STRONG_LENGTH 8
/* A PUK or an administrator's PIN has its own limits, which no key tells. */
#define ADMIN_MAX_LENGTH 64

static const struct {
  const char *heading;
  const char *explanation;
  const char *act;
  const char *secret_title; /* nullable */
} words[] = {
  [DESK_PIN_ASK] = { N_ ("Enter the PIN"), "", N_ ("OK"), NULL },
  [DESK_PIN_CHANGE] = { N_ ("Change the PIN"), "", N_ ("Change the PIN"), N_ ("Old PIN") },
  [DESK_PIN_REPLACE_DEFAULT]
  = { N_ ("Please change the default PIN"),
      N_ ("The Ukey still has the PIN it was handed out with. Whoever finds it could sign in your "
          "name."),
      N_ ("Change the PIN"), N_ ("Old PIN") },
  [DESK_PIN_UNBLOCK]
  = { N_ ("Unlock the Ukey"), N_ ("The PUK is in the letter that came with the Ukey."),
      N_ ("Unlock the Ukey"), N_ ("PUK") },
  [DESK_PIN_FIRST] = { N_ ("Set the PIN"),
                       N_ ("No PIN has been set on this Ukey yet. It needs the administrator's PIN "
                           "that came with it."),
                       N_ ("Set the PIN"), N_ ("Administrator's PIN") },
};

const char *
desk_pin_words_get_heading (DeskPinPurpose purpose)
{
  return _ (words[purpose].heading);
}

const char *
desk_pin_words_get_explanation (DeskPinPurpose purpose)
{
  return *words[purpose].explanation != '\0' ? _ (words[purpose].explanation) : "";
}

const char *
desk_pin_words_get_act (DeskPinPurpose purpose)
{
  return _ (words[purpose].act);
}

const char *
desk_pin_words_get_secret_title (DeskPinPurpose purpose)
{
  return words[purpose].secret_title != NULL ? _ (words[purpose].secret_title) : NULL;
}

char *
desk_pin_words_dup_subject (DeskKeyToken *token, const char *holder)
{
  g_autofree char *tail = desk_key_token_dup_serial_tail (token);
  g_autofree char *key = NULL;

  /* Translators: the label of a key and the end of its number. */
  key = g_strdup_printf (C_ ("label and number of a key", "%s (%s)"),
                         desk_key_token_get_label (token), tail);
  if (holder == NULL)
    return g_steal_pointer (&key);

  /* Translators: whose certificate, and the label of the key it is on. */
  return g_strdup_printf (C_ ("certificate on key", "%s · %s"), holder, key);
}

static gboolean
is_admin (DeskPinPurpose purpose)
{
  return purpose == DESK_PIN_UNBLOCK || purpose == DESK_PIN_FIRST;
}

static guint
get_min_length (DeskPinPurpose purpose, DeskKeyToken *token)
{
  if (is_admin (purpose))
    return 1;

  /* A key may have been given a shorter PIN than this program gives. */
  return desk_key_token_get_min_pin_length (token) > 0
             ? MIN (DESK_PIN_MIN_LENGTH, desk_key_token_get_min_pin_length (token))
             : DESK_PIN_MIN_LENGTH;
}

static guint
get_max_length (DeskPinPurpose purpose, DeskKeyToken *token)
{
  if (is_admin (purpose))
    return ADMIN_MAX_LENGTH;

  return desk_key_token_get_max_pin_length (token) > 0 ? desk_key_token_get_max_pin_length (token)
                                                       : DESK_PIN_MAX_LENGTH;
}

char *
desk_pin_words_dup_secret_hint (DeskPinPurpose purpose, DeskKeyToken *token)
{
  if (is_admin (purpose))
    return NULL;

  /* Translators: how long a PIN is, from %u to %u characters. */
  return g_strdup_printf (_ ("%u to %u characters"), get_min_length (purpose, token),
                          get_max_length (purpose, token));
}

char *
desk_pin_words_dup_policy (DeskKeyToken *token)
{
  guint max = desk_key_token_get_max_pin_length (token);

  /* Translators: from %u to %u characters. */
  return g_strdup_printf (_ ("%u to %u characters; no sequence as 123456, no repetition as 888888, "
                             "no birth date, no part of the ID number."),
                          MAX (DESK_PIN_MIN_LENGTH, desk_key_token_get_min_pin_length (token)),
                          max > 0 ? MIN (DESK_PIN_MAX_LENGTH, max) : DESK_PIN_MAX_LENGTH);
}

const char *
desk_pin_words_get_strength (size_t length)
{
  return length >= STRONG_LENGTH ? _ ("This PIN is good.")
                                 : _ ("This PIN can be used; 8 characters or more are safer.");
}

char *
desk_pin_words_dup_length_problem (DeskPinPurpose purpose, DeskKeyToken *token, size_t length)
{
  guint min = get_min_length (purpose, token);
  guint max = get_max_length (purpose, token);

  if (length == 0)
    return g_strdup (desk_error_text_get_field ("pin", DESK_FIELD_MISSING));
  if (length < min)
    /* Translators: %u characters. */
    return g_strdup_printf (ngettext ("A PIN has at least %u character; no try was used.",
                                      "A PIN has at least %u characters; no try was used.", min),
                            min);
  if (length > max)
    return g_strdup_printf (ngettext ("A PIN has at most %u character; no try was used.",
                                      "A PIN has at most %u characters; no try was used.", max),
                            max);

  return NULL;
}

const char *
desk_pin_words_get_tries (DeskPinPurpose purpose, DeskPinTries tries)
{
  return is_admin (purpose) ? NULL : desk_key_text_get_tries (tries);
}

gboolean
desk_pin_words_needs_deliberation (DeskPinPurpose purpose, DeskPinTries tries)
{
  return !is_admin (purpose) && tries == DESK_PIN_TRIES_FINAL;
}

const char *
desk_pin_words_get_admin_wrong (void)
{
  return _ (
      "The administrator's PIN is wrong. Please compare it with the letter that came with the "
      "Ukey.");
}

char *
desk_pin_words_dup_state (DeskKeyState state)
{
  g_autoptr (GError) error = desk_key_error_new (state, DESK_PIN_USE_NONE, "shown");

  return desk_error_text_dup_line (error);
}
