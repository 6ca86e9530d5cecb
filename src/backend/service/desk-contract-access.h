/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"
#include "desk-store-contract.h"
#include "desk-store-order.h"

G_BEGIN_DECLS

/* The contract in force of @order. Without one: contract_stale if there was one that no longer says
 * what the order says, @missing otherwise (step_missing or not_found). Database thread. */
gboolean desk_contract_access_load (DeskBackend *backend,
                                    DeskDb *db,
                                    const DeskStoreOrder *order,
                                    DeskProblemCode missing,
                                    DeskStoreContract **contract,
                                    GError **error);

/* {sha256, size, state} */
void desk_contract_access_answer (
    DeskResponse *response, guint status, const char *sha256, gint64 size, gboolean is_signed);

G_END_DECLS
