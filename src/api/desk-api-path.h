/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the resources of this folder only: "/v1/orders/ID/RESOURCE", escaped; @resource NULL: the
 * order itself. Caller frees. */
char *desk_api_path_of_order (const char *order_id, const char *resource);

G_END_DECLS
