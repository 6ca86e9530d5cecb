/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-pkcs11-login.h"

/* The first PIN of a token, or another one for a PIN that is locked. */
DeskUkeyMessage *
desk_ukey_op_set_pin (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  const char *serial = desk_ukey_message_get_text (request, DESK_UKEY_TAG_SERIAL);
  DeskSecret *so_pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_SO_PIN);
  DeskSecret *new_pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_NEW_PIN);
  DeskPkcs11Module *module = desk_host_get_module (host, error);
  g_autoptr (DeskPkcs11Session) session
      = module != NULL ? desk_pkcs11_session_open (module, serial, TRUE, error) : NULL;

  if (session == NULL || !desk_pkcs11_login_check_new_pin (session, new_pin, error)
      || !desk_pkcs11_login_officer (session, so_pin, error)
      || !desk_pkcs11_login_init_pin (session, new_pin, error))
    return NULL;

  return desk_ukey_message_new (DESK_UKEY_KIND_DONE);
}
