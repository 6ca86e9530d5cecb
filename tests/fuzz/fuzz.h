/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer, or replay.c in its place, calls with each input. Always 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
