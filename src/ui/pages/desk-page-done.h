/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-order.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskPageDone:
 *
 * 申请已提交: the order's number and what happens next. Signal `closed`: 查看我的申请.
 */
#define DESK_TYPE_PAGE_DONE (desk_page_done_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageDone, desk_page_done, DESK, PAGE_DONE, AdwBin)

void desk_page_done_show_order (DeskPageDone *self, DeskOrder *order);

G_END_DECLS
