/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-exchange-private.h"

G_BEGIN_DECLS

/* Puts the outcome of @self on its message and writes the line of the log. */
void desk_exchange_answer (DeskExchange *self);

G_END_DECLS
