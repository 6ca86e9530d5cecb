/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* A PKCS#11 module that answers with whatever the bytes say, in place of one from a file: it stands
 * in for desk-pkcs11-module.c. */

/* Borrows @script until the next call; at its end every call succeeds with nothing. */
void fuzz_driver_set_script (const uint8_t *script, size_t length);
