/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-account.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskHomePage:
 *
 * 首页: the services, drafts to go on with, the newest applications. It acts through the window's
 * actions `win.apply`, `win.continue`, `win.order`, `win.page`.
 */
#define DESK_TYPE_HOME_PAGE (desk_home_page_get_type ())

G_DECLARE_FINAL_TYPE (DeskHomePage, desk_home_page, DESK, HOME_PAGE, GtkWidget)

/* @orders and @drafts: the models of DeskOrdersFlow. */
GtkWidget *desk_home_page_new (DeskAccount *account, GListModel *orders, GListModel *drafts);

G_END_DECLS
