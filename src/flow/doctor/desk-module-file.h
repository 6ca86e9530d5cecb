/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-state.h"

G_BEGIN_DECLS

/* What can be said of a driver's file without loading it. @state: READY if it is a library for this
 * processor, MODULE_MISSING, MODULE_ARCHITECTURE, MODULE_NOT_PKCS11 (no library at all) or
 * MODULE_FAILED (it cannot be read). Caller frees @detail ("ELF, 32 bit, i386"), which is NULL for
 * a file that is not there. Reads the file: not on the main thread. */
DeskKeyState desk_module_file_inspect (const char *path, char **detail);

/* "x86-64": what this program was built for. */
const char *desk_module_file_get_processor (void);

G_END_DECLS
