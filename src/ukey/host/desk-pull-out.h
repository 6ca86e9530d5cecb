/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-module.h"

G_BEGIN_DECLS

/* After an operation on the token with @serial failed for no reason the driver would name: TRUE if
 * the token is not there any more. OpenSC answers CKR_GENERAL_ERROR when a key is pulled out or the
 * PC/SC service ends during a call, and goes on listing the token: until pcscd has noticed, which
 * it does within 400 ms, and for ever if it was the service. So this looks for up to 700 ms, and
 * once more after the module was started again. */
gboolean desk_pull_out_explains (DeskPkcs11Module *module, const char *serial);

G_END_DECLS
