/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-orders-flow.h"

G_BEGIN_DECLS

/* Strings are copied; @order_number is nullable. */
DeskDraftSummary *desk_draft_summary_new (
    const char *id, const char *order_number, const char *holder, DeskStep step, gint64 changed);

G_END_DECLS
