/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-looks.h"
#include "desk-doctor-redact.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
slots_of (const DeskDoctorDriver *driver)
{
  return driver->description != NULL && driver->description->state == DESK_KEY_STATE_READY
             ? driver->description->slots
             : NULL;
}

/* What the doctor says of a key: a locked PIN and such before wrong tries. */
static DeskKeyState
state_of (DeskKeyToken *token)
{
  DeskKeyState state = desk_key_token_get_state (token);

  if (state != DESK_KEY_STATE_READY)
    return state;

  switch (desk_key_token_get_pin_tries (token)) {
  case DESK_PIN_TRIES_LOW:
    return DESK_KEY_STATE_PIN_LOW;
  case DESK_PIN_TRIES_FINAL:
    return DESK_KEY_STATE_PIN_FINAL;
  case DESK_PIN_TRIES_LOCKED:
    return DESK_KEY_STATE_PIN_LOCKED;
  case DESK_PIN_TRIES_UNKNOWN:
  default:
    return state;
  }
}

static const struct {
  DeskUkeyTokenFlags flag;
  const char *word;
} flag_words[] = {
  { DESK_UKEY_TOKEN_INITIALISED, "initialised" },
  { DESK_UKEY_TOKEN_WRITE_PROTECTED, "write-protected" },
  { DESK_UKEY_TOKEN_PROTECTED_PATH, "PIN on the key itself" },
  { DESK_UKEY_TOKEN_PIN_MISSING, "no PIN" },
  { DESK_UKEY_TOKEN_PIN_LOW, "PIN count low" },
  { DESK_UKEY_TOKEN_PIN_FINAL, "PIN final try" },
  { DESK_UKEY_TOKEN_PIN_LOCKED, "PIN locked" },
  { DESK_UKEY_TOKEN_PIN_MUST_CHANGE, "PIN to be changed" },
  { DESK_UKEY_TOKEN_SO_PIN_LOW, "SO PIN count low" },
  { DESK_UKEY_TOKEN_SO_PIN_FINAL, "SO PIN final try" },
  { DESK_UKEY_TOKEN_SO_PIN_LOCKED, "SO PIN locked" },
};

static char *
describe_flags (DeskUkeyTokenFlags flags)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if ((flags & flag_words[i].flag) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", flag_words[i].word);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe (const DeskDoctorDriver *driver, const DeskUkeySlot *slot)
{
  DeskKeyToken *token = slot->token;
  g_autofree char *serial = desk_doctor_redact_serial (desk_key_token_get_serial (token));
  g_autofree char *flags = describe_flags (slot->flags);

  return g_strdup_printf (
      "%s, slot %" G_GUINT64_FORMAT
      ", reader: %s\n%s %s, serial %s, %u mechanisms, PIN of %u to %u\nflags: %s",
      driver->name, slot->id, slot->reader, desk_key_token_get_manufacturer (token),
      desk_key_token_get_model (token), serial, slot->n_mechanisms,
      desk_key_token_get_min_pin_length (token), desk_key_token_get_max_pin_length (token), flags);
}

/* "Ukey …7F3A: locked"; without a serial where there is none to tell keys apart by. */
static char *
make_sentence (DeskKeyToken *token, DeskKeyState state)
{
  g_autofree char *serial = NULL;
  g_autoptr (DeskDoctorCheck) plain = NULL;

  if (*desk_key_token_get_serial (token) == '\0')
    return NULL;

  serial = desk_doctor_redact_serial (desk_key_token_get_serial (token));
  if (state == DESK_KEY_STATE_READY)
    /* Translators: %s is the end of a serial number, "…7F3A". */
    return g_strdup_printf (_ ("The Ukey %s answers"), serial);

  plain = desk_doctor_check_new (DESK_DOCTOR_TOKENS, state, NULL, NULL);
  /* Translators: the end of a serial number, and what is the matter with the key. */
  return g_strdup_printf (_ ("Ukey %s: %s"), serial, desk_doctor_check_get_sentence (plain));
}

static void
add_token (GPtrArray *findings, const DeskDoctorDriver *driver, const DeskUkeySlot *slot)
{
  const DeskKeyState state = state_of (slot->token);
  g_autofree char *sentence = make_sentence (slot->token, state);
  g_autofree char *detail = describe (driver, slot);

  g_ptr_array_add (findings, desk_doctor_check_new (DESK_DOCTOR_TOKENS, state, sentence, detail));

  /* It signs all the same; only a certificate cannot be put on it. */
  if (state == DESK_KEY_STATE_READY && desk_key_token_get_write_protected (slot->token)) {
    g_autofree char *protected = make_sentence (slot->token, DESK_KEY_STATE_WRITE_PROTECTED);
    g_autoptr (DeskDoctorCheck) finding = desk_doctor_check_new (
        DESK_DOCTOR_TOKENS, DESK_KEY_STATE_WRITE_PROTECTED, protected, NULL);

    g_ptr_array_add (findings, desk_doctor_check_new_harmless (finding));
  }
}

static void
add_unreadable (GPtrArray *findings, const DeskDoctorDriver *driver, const DeskUkeySlot *slot)
{
  g_autofree char *detail
      = g_strdup_printf ("%s, reader: %s\n%s", driver->name, slot->reader,
                         slot->detail != NULL ? slot->detail : "no reason given");

  g_ptr_array_add (findings,
                   desk_doctor_check_new (DESK_DOCTOR_TOKENS, DESK_KEY_STATE_DRIVER, NULL, detail));
}

/* TRUE if @slot is an empty place that a software token always offers beside its keys. */
static gboolean
is_spare (GPtrArray *slots, const DeskUkeySlot *slot)
{
  if (desk_key_token_get_state (slot->token) != DESK_KEY_STATE_NOT_INITIALISED)
    return FALSE;

  for (guint i = 0; i < slots->len; i++) {
    const DeskUkeySlot *other = g_ptr_array_index (slots, i);

    if (other->token != NULL
        && desk_key_token_get_state (other->token) != DESK_KEY_STATE_NOT_INITIALISED)
      return TRUE;
  }

  return FALSE;
}

/* A key that answers to two drivers is one key. A driver that does not know it says nothing about
 * it if another one does. */
static gboolean
is_told_by_another (DeskDoctorContext *context, const DeskDoctorDriver *driver, DeskKeyToken *token)
{
  const gboolean unknown = desk_key_token_get_state (token) == DESK_KEY_STATE_UNRECOGNISED;

  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *other = g_ptr_array_index (context->drivers, i);
    GPtrArray *slots = slots_of (other);

    if (other == driver && !unknown)
      return FALSE;
    for (guint j = 0; other != driver && slots != NULL && j < slots->len; j++) {
      const DeskUkeySlot *slot = g_ptr_array_index (slots, j);

      if (slot->token == NULL)
        continue;
      if (unknown ? desk_key_token_get_state (slot->token) == DESK_KEY_STATE_READY
                  : g_str_equal (desk_key_token_get_serial (slot->token),
                                 desk_key_token_get_serial (token)))
        return TRUE;
    }
  }

  return FALSE;
}

static void
add_driver (DeskDoctorContext *context, GPtrArray *findings, const DeskDoctorDriver *driver)
{
  GPtrArray *slots = slots_of (driver);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const DeskUkeySlot *slot = g_ptr_array_index (slots, i);

    if (slot->token == NULL && slot->has_token)
      add_unreadable (findings, driver, slot);
    else if (slot->token != NULL && !is_spare (slots, slot)
             && !is_told_by_another (context, driver, slot->token))
      add_token (findings, driver, slot);
  }
}

void
desk_doctor_look_at_tokens (DeskDoctorContext *context, GTask *task)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_slots = 0;
  gboolean works = FALSE;

  for (guint i = 0; i < context->drivers->len; i++) {
    const DeskDoctorDriver *driver = g_ptr_array_index (context->drivers, i);
    GPtrArray *slots = slots_of (driver);

    works |= slots != NULL;
    n_slots += slots != NULL ? slots->len : 0;
    add_driver (context, findings, driver);
  }

  if (!works)
    g_ptr_array_add (findings, desk_doctor_check_new_skipped (DESK_DOCTOR_TOKENS,
                                                              _ ("Not checked: no driver works")));
  else if (findings->len == 0)
    g_ptr_array_add (findings, desk_doctor_check_new (DESK_DOCTOR_TOKENS,
                                                      n_slots > 0 ? DESK_KEY_STATE_ABSENT
                                                                  : DESK_KEY_STATE_NO_READER,
                                                      NULL, NULL));
  desk_doctor_context_return_all (task, g_steal_pointer (&findings));
}
