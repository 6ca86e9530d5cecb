/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A Ukey without hardware: a SoftHSM2 token in a directory of its own, for training, demonstration
 * and tests. */

/* Makes @directory, which must not hold a virtual Ukey yet, with softhsm2.conf and one initialised
 * token. @module nullable: SoftHSM2's where the system keeps it. Sets SOFTHSM2_CONF of this
 * process, which is how SoftHSM2 is told of the directory. */
void desk_virtual_key_make_async (const char *directory,
                                  const char *module,
                                  const char *label,
                                  DeskSecret *so_pin,
                                  DeskSecret *pin,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* Path of the module; caller frees. %DESK_KEY_STATE_NO_MODULE if SoftHSM2 is not on this computer,
 * %G_IO_ERROR_EXISTS if there is one in the directory, other errors of the file system and of the
 * module. */
char *desk_virtual_key_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
