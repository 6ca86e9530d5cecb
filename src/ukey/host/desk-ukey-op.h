/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-host.h"

G_BEGIN_DECLS

/* What the host can be asked for: plain synchronous C, each in a file of its own. A request has
 * been held against the protocol's table when it comes here. */
typedef struct {
  DeskUkeyKind kind;
  DeskUkeyMessage *(*run) (DeskHost *host, DeskUkeyMessage *request, GError **error);
  gboolean writes; /* what was read from tokens before is not true any more */
} DeskUkeyOp;

/* NULL if @kind is no request. */
const DeskUkeyOp *desk_ukey_op_find (DeskUkeyKind kind);

DeskUkeyMessage *desk_ukey_op_open (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_scan (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_sign (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_generate (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *
desk_ukey_op_write_certificate (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_change_pin (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_set_pin (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_unblock (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_initialise (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_describe (DeskHost *host, DeskUkeyMessage *request, GError **error);
DeskUkeyMessage *desk_ukey_op_service (DeskHost *host, DeskUkeyMessage *request, GError **error);

G_END_DECLS
