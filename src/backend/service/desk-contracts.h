/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* Making an order's contract and showing it. It is signed for the applicant after an SMS code
 * (one_off), or prepared for the applicant's key (ukey; desk-contract-signatures.h goes on). */
extern const DeskRoute desk_contract_routes[];
extern const gsize desk_contract_n_routes;

G_END_DECLS
