/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads the head of a shared library (ELF or PE) before anything of it is run.
 * %DESK_KEY_STATE_MODULE_MISSING if there is no such file, %DESK_KEY_STATE_MODULE_ARCHITECTURE if
 * it is made for another processor or system, %DESK_KEY_STATE_MODULE_NOT_PKCS11 if it is no
 * library, %DESK_KEY_STATE_MODULE_FAILED if it cannot be read. */
gboolean desk_library_file_check (const char *path, GError **error);

G_END_DECLS
