/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-op.h"

char *
desk_ukey_op_find_token (DeskPkcs11Module *module, const char *label, GError **error)
{
  g_autoptr (GPtrArray) tokens = desk_pkcs11_token_list (module, error);
  const DeskPkcs11Token *found = NULL;

  if (tokens == NULL)
    return NULL;

  for (guint i = 0; i < tokens->len; i++) {
    const DeskPkcs11Token *token = g_ptr_array_index (tokens, i);

    if ((token->flags & CKF_TOKEN_INITIALIZED) == 0
        || (label != NULL && !g_str_equal (token->label, label)))
      continue;
    if (found != NULL) {
      g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_SEVERAL_TOKENS,
                   "more than one token fits");
      return NULL;
    }
    found = token;
  }

  if (found == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED, "no such token is plugged in");
    return NULL;
  }

  return g_strdup (found->serial);
}
