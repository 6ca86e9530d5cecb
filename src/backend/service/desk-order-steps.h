/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* The steps of an application that are nothing but data: consent, ink, product and delivery. Each
 * may be repeated as long as the order can be edited. Consent and ink stand in the contract, so a
 * change of them makes the contract stale. */
extern const DeskRoute desk_order_step_routes[];
extern const gsize desk_order_step_n_routes;

G_END_DECLS
