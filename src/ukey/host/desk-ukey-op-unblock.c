/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-opensc-unblock.h"
#include "desk-pkcs11-login.h"

static gboolean
unblock (DeskPkcs11Module *module, DeskUkeyMessage *request, GError **error)
{
  const char *serial = desk_ukey_message_get_text (request, DESK_UKEY_TAG_SERIAL);
  DeskSecret *puk = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_PUK);
  DeskSecret *new_pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_NEW_PIN);
  g_autoptr (DeskPkcs11Session) session = desk_pkcs11_session_open (module, serial, TRUE, error);

  return session != NULL && desk_pkcs11_login_unblock (session, puk, new_pin, error);
}

/* PKCS#11 has no PUK. Only OpenSC is known to take one; trying another module's C_SetPIN with it
 * would spend tries of the PIN. */
DeskUkeyMessage *
desk_ukey_op_unblock (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  DeskPkcs11Module *module = desk_host_get_module (host, error);
  g_autoptr (GError) restart_error = NULL;
  gboolean done;

  if (module == NULL)
    return NULL;
  if (!desk_opensc_unblock_is_possible (module)) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_UNBLOCK,
                 "this module has no way to use a PUK");
    return NULL;
  }

  done = desk_opensc_unblock_begin (module, error) && unblock (module, request, error);
  if (!desk_opensc_unblock_end (module, &restart_error))
    g_info ("the module does not start again: %s", restart_error->message);

  return done ? desk_ukey_message_new (DESK_UKEY_KIND_DONE) : NULL;
}
