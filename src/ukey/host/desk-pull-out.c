/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pull-out.h"

#include "desk-pkcs11-token.h"

#define N_LOOKS       8
#define LOOK_PAUSE_US (100 * 1000)

typedef enum {
  SEEN_THERE,
  SEEN_GONE,
  SEEN_NOTHING, /* a slot does not answer: it may be the one */
} Seen;

static Seen
look (DeskPkcs11Module *module, const char *serial)
{
  g_autoptr (GPtrArray) tokens = desk_pkcs11_token_list (module, NULL, NULL);
  gboolean is_certain = tokens != NULL;

  for (guint i = 0; tokens != NULL && i < tokens->len; i++) {
    const DeskPkcs11Token *token = g_ptr_array_index (tokens, i);

    if (token->rv != CKR_OK)
      is_certain = FALSE;
    else if (g_str_equal (token->serial, serial))
      return SEEN_THERE;
  }

  return is_certain ? SEEN_GONE : SEEN_NOTHING;
}

gboolean
desk_pull_out_explains (DeskPkcs11Module *module, const char *serial)
{
  for (int i = 0; i < N_LOOKS; i++) {
    if (i > 0)
      g_usleep (LOOK_PAUSE_US);
    if (look (module, serial) == SEEN_GONE)
      return TRUE;
  }

  return desk_pkcs11_module_restart (module, NULL) && look (module, serial) == SEEN_GONE;
}
