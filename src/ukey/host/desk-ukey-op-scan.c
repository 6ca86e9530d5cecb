/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

/* Octets of certificates in one answer, so that it stays a frame. */
#define MAX_ANSWER (DESK_UKEY_FRAME_MAX - 128 * 1024)

typedef struct {
  DeskHost *host;           /* borrowed */
  DeskPkcs11Module *module; /* borrowed */
  gboolean slots_only;
  gboolean fresh;
  size_t length; /* octets of certificates so far */
} Scan;

/* TRUE if the module may see more once it was started again: an empty one, and one with a slot that
 * does not answer. */
static gboolean
is_doubtful (GPtrArray *tokens)
{
  gboolean found = FALSE;

  for (guint i = 0; tokens != NULL && i < tokens->len; i++) {
    const DeskPkcs11Token *token = g_ptr_array_index (tokens, i);

    if (token->rv != CKR_OK && token->rv != CKR_TOKEN_NOT_RECOGNIZED)
      return TRUE;
    found = found || token->rv != CKR_OK || (token->flags & CKF_TOKEN_INITIALIZED) != 0;
  }

  return !found;
}

static GPtrArray *
list_tokens (Scan *scan, guint *n_slots, GError **error)
{
  g_autoptr (GError) first_error = NULL;
  g_autoptr (GPtrArray) tokens = NULL;

  if (scan->fresh) {
    desk_certificate_cache_clear (desk_host_get_cache (scan->host));
    desk_host_restart_module (scan->host, TRUE);
  } else {
    tokens = desk_pkcs11_token_list (scan->module, n_slots, &first_error);
    if (scan->slots_only || !is_doubtful (tokens)
        || !desk_host_restart_module (scan->host, FALSE)) {
      if (tokens == NULL)
        g_propagate_error (error, g_steal_pointer (&first_error));
      return g_steal_pointer (&tokens);
    }
  }

  if (desk_host_get_module (scan->host, error) == NULL)
    return NULL;

  return desk_pkcs11_token_list (scan->module, n_slots, error);
}

/* What the token has, read or remembered; NULL with the reason in the record. Borrowed. */
static GPtrArray *
get_certificates (Scan *scan, const DeskPkcs11Token *token, DeskUkeyMessage *record)
{
  DeskCertificateCache *cache = desk_host_get_cache (scan->host);
  GPtrArray *certificates = desk_certificate_cache_get (cache, token);
  g_autoptr (DeskPkcs11Session) session = NULL;
  g_autoptr (GError) error = NULL;

  if (certificates != NULL)
    return certificates;

  session = desk_pkcs11_session_open_token (scan->module, desk_pkcs11_token_copy (token), FALSE,
                                            &error);
  if (session != NULL)
    certificates = desk_pkcs11_certificate_list (session, &error);
  if (certificates == NULL) {
    g_info ("a token could not be read: %s", error->message);
    desk_ukey_message_add_text (record, DESK_UKEY_TAG_STATE,
                                desk_key_state_get_nick ((DeskKeyState) error->code));
    return NULL;
  }

  desk_certificate_cache_set (cache, token, certificates);
  return certificates;
}

static void
add_certificates (Scan *scan, const DeskPkcs11Token *token, DeskUkeyMessage *record)
{
  GPtrArray *certificates = get_certificates (scan, token, record);

  for (guint i = 0; certificates != NULL && i < certificates->len; i++) {
    const DeskPkcs11Certificate *certificate = g_ptr_array_index (certificates, i);

    scan->length += g_bytes_get_size (certificate->der);
    if (scan->length > MAX_ANSWER)
      return;

    desk_ukey_message_add_record (record, DESK_UKEY_TAG_CERTIFICATE,
                                  desk_pkcs11_certificate_to_record (certificate));
  }
}

static DeskUkeyMessage *
make_answer (Scan *scan, GPtrArray *tokens, guint n_slots)
{
  DeskUkeyMessage *answer = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);

  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_N_SLOTS, n_slots);
  for (guint i = 0; i < tokens->len; i++) {
    const DeskPkcs11Token *token = g_ptr_array_index (tokens, i);
    DeskUkeyMessage *record = desk_pkcs11_token_to_record (token);

    if (!scan->slots_only && (token->flags & CKF_TOKEN_INITIALIZED) != 0)
      add_certificates (scan, token, record);
    desk_ukey_message_add_record (answer, DESK_UKEY_TAG_TOKEN, record);
  }

  return answer;
}

DeskUkeyMessage *
desk_ukey_op_scan (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  Scan scan = {
    .host = host,
    .module = desk_host_get_module (host, error),
    .slots_only = desk_ukey_message_get_number (request, DESK_UKEY_TAG_SLOTS_ONLY) != 0,
    .fresh = desk_ukey_message_get_number (request, DESK_UKEY_TAG_FRESH) != 0,
  };
  g_autoptr (GPtrArray) tokens = NULL;
  guint n_slots = 0;

  if (scan.module != NULL)
    tokens = list_tokens (&scan, &n_slots, error);
  if (tokens == NULL)
    return NULL;

  desk_certificate_cache_keep (desk_host_get_cache (host), tokens);
  return make_answer (&scan, tokens, n_slots);
}
