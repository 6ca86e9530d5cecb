/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

DeskUkeyMessage *
desk_ukey_op_open (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  guint lock_wait = DESK_PKCS11_MODULE_LOCK_WAIT_MS;
  DeskPkcs11Module *module;

  if (desk_ukey_message_has (request, DESK_UKEY_TAG_LOCK_WAIT))
    lock_wait = (guint) desk_ukey_message_get_number (request, DESK_UKEY_TAG_LOCK_WAIT);

  /* What was open is closed first: it may be the same file. */
  desk_host_set_module (host, NULL);
  module = desk_pkcs11_module_load (desk_ukey_message_get_text (request, DESK_UKEY_TAG_PATH),
                                    desk_ukey_message_get_text (request, DESK_UKEY_TAG_ARGUMENTS),
                                    lock_wait, error);
  if (module == NULL)
    return NULL;

  desk_host_set_module (host, module);
  return desk_ukey_message_new (DESK_UKEY_KIND_OPENED);
}
