/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-scan.h"

#include "desk-openssl.h"
#include "desk-ukey-private.h"
#include "desk-x509.h"

#include <openssl/x509v3.h>

DeskUkeyScan *
desk_ukey_scan_new (DeskKeyState state, const char *detail)
{
  DeskUkeyScan *self = g_new0 (DeskUkeyScan, 1);

  self->state = state;
  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->detail = g_strdup (detail);
  return self;
}

void
desk_ukey_scan_free (DeskUkeyScan *self)
{
  g_ptr_array_unref (self->tokens);
  g_ptr_array_unref (self->certificates);
  g_free (self->detail);
  g_free (self);
}

/* A state that the host names stands above what the flags say. */
static DeskKeyState
judge_token (DeskUkeyMessage *token)
{
  guint64 flags = desk_ukey_message_get_number (token, DESK_UKEY_TAG_FLAGS);
  const char *nick = desk_ukey_message_get_text (token, DESK_UKEY_TAG_STATE);
  g_autoptr (GEnumClass) states = g_type_class_ref (DESK_TYPE_KEY_STATE);
  GEnumValue *named = nick != NULL ? g_enum_get_value_by_nick (states, nick) : NULL;

  if (named != NULL)
    return (DeskKeyState) named->value;
  if (desk_ukey_message_get_number (token, DESK_UKEY_TAG_RECOGNISED) == 0)
    return DESK_KEY_STATE_UNRECOGNISED;
  if ((flags & DESK_UKEY_TOKEN_INITIALISED) == 0)
    return DESK_KEY_STATE_NOT_INITIALISED;
  if ((flags & DESK_UKEY_TOKEN_PIN_MISSING) != 0)
    return DESK_KEY_STATE_PIN_FIRST;
  if ((flags & DESK_UKEY_TOKEN_PIN_LOCKED) != 0)
    return DESK_KEY_STATE_PIN_LOCKED;

  return (flags & DESK_UKEY_TOKEN_PIN_MUST_CHANGE) != 0 ? DESK_KEY_STATE_PIN_MUST_CHANGE
                                                        : DESK_KEY_STATE_READY;
}

static DeskPinTries
judge_tries (guint64 flags)
{
  if ((flags & DESK_UKEY_TOKEN_PIN_LOCKED) != 0)
    return DESK_PIN_TRIES_LOCKED;
  if ((flags & DESK_UKEY_TOKEN_PIN_FINAL) != 0)
    return DESK_PIN_TRIES_FINAL;

  return (flags & DESK_UKEY_TOKEN_PIN_LOW) != 0 ? DESK_PIN_TRIES_LOW : DESK_PIN_TRIES_UNKNOWN;
}

DeskKeyToken *
desk_ukey_scan_read_token (DeskUkeyMessage *token, const char *module_path)
{
  guint64 flags = desk_ukey_message_get_number (token, DESK_UKEY_TAG_FLAGS);

  return g_object_new (DESK_TYPE_KEY_TOKEN, "module", module_path, "reader",
                       desk_ukey_message_get_text (token, DESK_UKEY_TAG_READER), "serial",
                       desk_ukey_message_get_text (token, DESK_UKEY_TAG_SERIAL), "label",
                       desk_ukey_message_get_text (token, DESK_UKEY_TAG_LABEL), "manufacturer",
                       desk_ukey_message_get_text (token, DESK_UKEY_TAG_MANUFACTURER), "model",
                       desk_ukey_message_get_text (token, DESK_UKEY_TAG_MODEL), "state",
                       judge_token (token), "pin-tries", judge_tries (flags), "protected-path",
                       (flags & DESK_UKEY_TOKEN_PROTECTED_PATH) != 0, "write-protected",
                       (flags & DESK_UKEY_TOKEN_WRITE_PROTECTED) != 0, "min-pin-length",
                       (guint) desk_ukey_message_get_number (token, DESK_UKEY_TAG_MIN_PIN),
                       "max-pin-length",
                       (guint) desk_ukey_message_get_number (token, DESK_UKEY_TAG_MAX_PIN), NULL);
}

static DeskKeyState
judge_certificate (X509 *certificate, guint64 has_key, gint64 now)
{
  if (!desk_x509_may_sign (certificate))
    return DESK_KEY_STATE_NOT_FOR_SIGNING;
  if (has_key == DESK_UKEY_KEY_MISSING)
    return DESK_KEY_STATE_NO_KEY;

  return desk_key_state_of_validity (desk_x509_get_not_before (certificate),
                                     desk_x509_get_not_after (certificate), now);
}

/* NULL for what is no end-entity certificate: keys often carry their issuers as well. */
static DeskKeyCertificate *
read_certificate (DeskUkeyMessage *record, DeskKeyToken *token, gint64 now)
{
  GBytes *der = desk_ukey_message_get_bytes (record, DESK_UKEY_TAG_DER);
  GBytes *key_id = desk_ukey_message_get_bytes (record, DESK_UKEY_TAG_KEY_ID);
  g_autoptr (X509) certificate = desk_x509_new_from_der (der, NULL);
  g_autofree char *holder = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;

  if (certificate == NULL || X509_check_ca (certificate) != 0)
    return NULL;

  holder = desk_x509_get_subject_name (certificate);
  issuer = desk_x509_get_issuer_name (certificate);
  serial = desk_x509_get_serial (certificate);
  return g_object_new (
      DESK_TYPE_KEY_CERTIFICATE, "token", token, "key-id", key_id, "holder", holder, "issuer",
      issuer, "serial", serial, "not-before", desk_x509_get_not_before (certificate), "not-after",
      desk_x509_get_not_after (certificate), "state",
      judge_certificate (certificate, desk_ukey_message_get_number (record, DESK_UKEY_TAG_HAS_KEY),
                         now),
      "der", der, NULL);
}

/* Of two that could both be used the one that lasts longer comes first. */
static int
compare_certificates (gconstpointer a, gconstpointer b)
{
  DeskKeyCertificate *first = *(DeskKeyCertificate *const *) a;
  DeskKeyCertificate *second = *(DeskKeyCertificate *const *) b;
  gboolean first_usable = desk_key_certificate_is_usable (first);
  gint64 first_end = desk_key_certificate_get_not_after (first);
  gint64 second_end = desk_key_certificate_get_not_after (second);

  if (first_usable != desk_key_certificate_is_usable (second))
    return first_usable ? -1 : 1;

  return first_end > second_end ? -1 : first_end < second_end;
}

static void
read_certificates (DeskUkeyScan *self, DeskUkeyMessage *record, DeskKeyToken *token, gint64 now)
{
  for (guint i = 0; i < desk_ukey_message_count (record, DESK_UKEY_TAG_CERTIFICATE); i++) {
    DeskKeyCertificate *certificate = read_certificate (
        desk_ukey_message_get_record (record, DESK_UKEY_TAG_CERTIFICATE, i), token, now);

    if (certificate != NULL)
      g_ptr_array_add (self->certificates, certificate);
  }
}

static gboolean
is_blank (DeskKeyToken *token)
{
  return desk_key_token_get_state (token) == DESK_KEY_STATE_NOT_INITIALISED;
}

/* SoftHSM always shows one token that waits to be initialised: nobody is told of a blank one beside
 * one that can be used. */
static void
drop_blank_tokens (GPtrArray *tokens)
{
  gboolean all_blank = TRUE;

  for (guint i = 0; i < tokens->len; i++)
    all_blank = all_blank && is_blank (g_ptr_array_index (tokens, i));

  for (guint i = tokens->len; i > 0 && !all_blank; i--)
    if (is_blank (g_ptr_array_index (tokens, i - 1)))
      g_ptr_array_remove_index (tokens, i - 1);
}

static gboolean
has_ready_token (DeskUkeyScan *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    if (desk_key_token_get_state (g_ptr_array_index (self->tokens, i)) == DESK_KEY_STATE_READY)
      return TRUE;

  return FALSE;
}

static DeskKeyState
judge (DeskUkeyScan *self)
{
  guint n_usable = 0;

  if (self->n_slots == 0)
    return DESK_KEY_STATE_NO_READER;
  if (self->tokens->len == 0)
    return DESK_KEY_STATE_ABSENT;
  if (!has_ready_token (self))
    return desk_key_token_get_state (g_ptr_array_index (self->tokens, 0));

  while (n_usable < self->certificates->len
         && desk_key_certificate_is_usable (g_ptr_array_index (self->certificates, n_usable)))
    n_usable++;
  if (n_usable > 1)
    return DESK_KEY_STATE_SEVERAL;
  if (n_usable == 1)
    return DESK_KEY_STATE_READY;

  return self->certificates->len == 0
             ? DESK_KEY_STATE_NO_CERTIFICATE
             : desk_key_certificate_get_state (g_ptr_array_index (self->certificates, 0));
}

DeskUkeyScan *
desk_ukey_scan_read (DeskUkeyMessage *scanned, const char *module_path, gint64 now)
{
  DeskUkeyScan *self = desk_ukey_scan_new (
      DESK_KEY_STATE_READING, desk_ukey_message_get_text (scanned, DESK_UKEY_TAG_DETAIL));

  self->n_slots = (guint) desk_ukey_message_get_number (scanned, DESK_UKEY_TAG_N_SLOTS);
  for (guint i = 0; i < desk_ukey_message_count (scanned, DESK_UKEY_TAG_TOKEN); i++) {
    DeskUkeyMessage *record = desk_ukey_message_get_record (scanned, DESK_UKEY_TAG_TOKEN, i);
    DeskKeyToken *token = desk_ukey_scan_read_token (record, module_path);

    g_ptr_array_add (self->tokens, token);
    read_certificates (self, record, token, now);
  }

  drop_blank_tokens (self->tokens);
  g_ptr_array_sort (self->certificates, compare_certificates);
  self->state = judge (self);
  return self;
}
