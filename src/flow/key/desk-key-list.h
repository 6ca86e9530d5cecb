/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* New GPtrArray of references to what @model holds. */
GPtrArray *desk_key_list_dup_items (GListModel *model);

/* Those of @some that equal none of @others; new, the objects borrowed from @some. */
GPtrArray *desk_key_list_find_missing (GPtrArray *some, GPtrArray *others, GEqualFunc is_equal);

/* Makes @store hold what @items holds. An item that is equal to one that is there leaves that one
 * in the list, and items-changed is emitted only for what differs, so that a selection survives.
 * @is_equal compares two objects. */
void desk_key_list_replace (GListStore *store, GPtrArray *items, GEqualFunc is_equal);

G_END_DECLS
