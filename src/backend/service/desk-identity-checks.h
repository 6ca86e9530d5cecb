/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* The real-name check: field rules, then the identity provider on a worker thread. An account has a
 * number of tries a day, so that nobody learns here which name belongs to a number. Of a check that
 * does not match nothing is kept but an audit row. */
extern const DeskRoute desk_identity_check_routes[];
extern const gsize desk_identity_check_n_routes;

G_END_DECLS
