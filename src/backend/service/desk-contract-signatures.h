/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* The signature an applicant made with a key over a prepared contract. */
extern const DeskRoute desk_contract_signature_routes[];
extern const gsize desk_contract_signature_n_routes;

G_END_DECLS
