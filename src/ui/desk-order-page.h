/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-orders-flow.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskOrderPage:
 *
 * One application: facts left, timeline right, and what the applicant may do with it: 查看合同,
 * 撤回, 取消, and 继续填写 (`win.continue`) while it waits to be submitted and its draft is here.
 *
 * Signal: `changed`: the order was moved; lists are to be fetched again.
 */
#define DESK_TYPE_ORDER_PAGE (desk_order_page_get_type ())

G_DECLARE_FINAL_TYPE (DeskOrderPage, desk_order_page, DESK, ORDER_PAGE, GtkWidget)

/* @flow: nullable where nothing is to be fetched or done. */
GtkWidget *desk_order_page_new (DeskOrdersFlow *flow);

/* Fetches the order with its timeline and shows it. */
void desk_order_page_load (DeskOrderPage *self, const char *order_id);

void desk_order_page_show_order (DeskOrderPage *self, DeskOrder *order);

G_END_DECLS
