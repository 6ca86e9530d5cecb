/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* The whole route table, NULL-terminated. The caller frees the list with g_free(), not the rows. */
const DeskRoute **desk_routes_new (void);

G_END_DECLS
