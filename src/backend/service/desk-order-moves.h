/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* What the applicant does with a whole order: submit, withdraw, cancel. Each names the version it
 * saw, so that of two at the same time one wins. */
extern const DeskRoute desk_order_move_routes[];
extern const gsize desk_order_move_n_routes;

G_END_DECLS
