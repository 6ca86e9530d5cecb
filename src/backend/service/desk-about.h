/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* What anybody may know: the service, its root certificate, the contract's text, its health. */
extern const DeskRoute desk_about_routes[];
extern const gsize desk_about_n_routes;

G_END_DECLS
