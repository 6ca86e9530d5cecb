/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"

G_BEGIN_DECLS

/* All strings are copied; none is NULL. */
DeskBranch *
desk_branch_new (const char *code, const char *name, const char *address, const char *hours);

G_END_DECLS
