/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* Making and looking at orders. An account has one application in progress for a person: while it
 * can be edited, POST takes it up with the newer identity check (200) instead of making another
 * (201), so that nobody is locked out who corrects a name or comes back on another computer; later
 * it is refused (only_one). Drafts for several persons stand side by side. DELETE takes a draft
 * away unless a certificate was issued for it (a contract signed by SMS code): that stays on
 * record. */
extern const DeskRoute desk_order_routes[];
extern const gsize desk_order_n_routes;

G_END_DECLS
