/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* Making and looking at orders. POST is repeated with the same Idempotency-Key after a lost answer;
 * with another key a second draft for the same person is refused (only_one). */
extern const DeskRoute desk_order_routes[];
extern const gsize desk_order_n_routes;

G_END_DECLS
