/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A collection point: read-only properties `code`, `name`, `address`, `hours`. */
#define DESK_TYPE_BRANCH (desk_branch_get_type ())

G_DECLARE_FINAL_TYPE (DeskBranch, desk_branch, DESK, BRANCH, GObject)

const char *desk_branch_get_code (DeskBranch *self);
const char *desk_branch_get_name (DeskBranch *self);
const char *desk_branch_get_address (DeskBranch *self);
const char *desk_branch_get_hours (DeskBranch *self);

/* All strings are copied; none is NULL. */
DeskBranch *
desk_branch_new (const char *code, const char *name, const char *address, const char *hours);

G_END_DECLS
