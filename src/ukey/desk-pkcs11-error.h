/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* The one place where a CK_RV becomes a GError. @call names the function for the log. Returns FALSE
 * always, so that a caller can return it. */
gboolean desk_pkcs11_set_error (GError **error, CK_RV rv, const char *call);

G_END_DECLS
