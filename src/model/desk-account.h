/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskAccount:
 *
 * Who is signed in, as the server tells it: `id`, `display-name` (masked name, or masked phone
 * before a name is known), `phone` (masked), `created` (TRUE if this sign-in made the account).
 * Immutable.
 */
#define DESK_TYPE_ACCOUNT (desk_account_get_type ())

G_DECLARE_FINAL_TYPE (DeskAccount, desk_account, DESK, ACCOUNT, GObject)

DeskAccount *
desk_account_new (const char *id, const char *display_name, const char *phone, gboolean created);

const char *desk_account_get_id (DeskAccount *self);
const char *desk_account_get_display_name (DeskAccount *self);
const char *desk_account_get_phone (DeskAccount *self);
gboolean desk_account_get_created (DeskAccount *self);

G_END_DECLS
