/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

static const DeskUkeyOp ops[] = {
  { DESK_UKEY_KIND_OPEN, desk_ukey_op_open, FALSE },
  { DESK_UKEY_KIND_SCAN, desk_ukey_op_scan, FALSE },
  { DESK_UKEY_KIND_SIGN, desk_ukey_op_sign, FALSE },
  { DESK_UKEY_KIND_GENERATE, desk_ukey_op_generate, TRUE },
  { DESK_UKEY_KIND_WRITE_CERTIFICATE, desk_ukey_op_write_certificate, TRUE },
  { DESK_UKEY_KIND_CHANGE_PIN, desk_ukey_op_change_pin, FALSE },
  { DESK_UKEY_KIND_SET_PIN, desk_ukey_op_set_pin, FALSE },
  { DESK_UKEY_KIND_UNBLOCK, desk_ukey_op_unblock, FALSE },
  { DESK_UKEY_KIND_INITIALISE, desk_ukey_op_initialise, TRUE },
  { DESK_UKEY_KIND_DESCRIBE, desk_ukey_op_describe, FALSE },
  { DESK_UKEY_KIND_SERVICE, desk_ukey_op_service, FALSE },
};

const DeskUkeyOp *
desk_ukey_op_find (DeskUkeyKind kind)
{
  for (size_t i = 0; i < G_N_ELEMENTS (ops); i++)
    if (ops[i].kind == kind)
      return &ops[i];

  return NULL;
}
