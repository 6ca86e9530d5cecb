/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskOrdersPage:
 *
 * 我的申请: drafts on this computer, then the server's orders, newest first; a picture, a sentence
 * and the action while there are none. It acts through the window's actions `win.apply`,
 * `win.continue`, `win.order`.
 *
 * Properties: `has-more`, `busy`. Signals: `load-more`, `retry`.
 */
#define DESK_TYPE_ORDERS_PAGE (desk_orders_page_get_type ())

G_DECLARE_FINAL_TYPE (DeskOrdersPage, desk_orders_page, DESK, ORDERS_PAGE, GtkWidget)

/* @orders and @drafts: the models of DeskOrdersFlow. */
GtkWidget *desk_orders_page_new (GListModel *orders, GListModel *drafts);

/* Why the list may not be complete; NULL: it is. The drafts are there in any case. */
void desk_orders_page_show_error (DeskOrdersPage *self, const GError *error);

G_END_DECLS
