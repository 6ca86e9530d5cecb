/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-window.h"

#include "desk-expiry-banner.h"
#include "desk-pin-banner.h"
#include "desk-pin-tasks.h"
#include "desk-sidebar.h"
#include "desk-sign-in-page.h"

G_BEGIN_DECLS

/* The window's inside, for the files that share it: desk-window.c (the window itself, who is signed
 * in), desk-window-pages.c (moving about after sign-in) and desk-window-keys.c (what concerns keys,
 * before and after). */

struct _DeskWindow {
  AdwApplicationWindow parent_instance;

  GtkMenuButton *account;
  GtkWidget *back;
  DeskExpiryBanner *expiry;
  GtkRevealer *offline;
  GtkStack *pages;
  DeskPinBanner *pin_banner;
  DeskSidebar *sidebar;
  DeskSignInPage *sign_in;
  GtkStack *stack;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  AdwWindowTitle *tool_title;
  GtkStack *tools; /* before sign-in */

  DeskFlows *flows;          /* owned */
  DeskPinTasks *pins;        /* owned; change-pin and the like */
  GPtrArray *shown_toasts;   /* owned; AdwToast, shown or waiting to be */
  DeskOrdersFlow *orders;    /* owned, nullable: signed out */
  char *account_id;          /* owned, nullable: whose pages there are */
  const char *place;         /* static: the sidebar's place that was shown last */
  const char *under_tools;   /* interned, nullable: the page below the tools that are open */
  gboolean is_narrow;        /* the sidebar has no room for words */
  guint collapse_source;     /* idle, 0: none */
  GCancellable *cancellable; /* owned, nullable: of the pages there are */
};

/* Pages, after sign-in */
void desk_window_install_page_actions (GtkWidgetClass *widget_class);
void desk_window_make_pages (DeskWindow *self, DeskAccount *account);
void desk_window_forget_pages (DeskWindow *self);
void desk_window_show_page (DeskWindow *self, const char *name);
void desk_window_remove_page (DeskWindow *self, const char *name);
void desk_window_update_collapsed (DeskWindow *self);

/* Keys. The tools are pages that are reached before sign-in as well: the keys themselves, and the
 * doctor; they lie over whatever was shown, and going back returns to it. */
void desk_window_install_key_actions (GtkWidgetClass *widget_class);
void desk_window_connect_keys (DeskWindow *self);
const char *desk_window_get_tool_title (const char *name); /* NULL: no tool */
gboolean desk_window_leave_tool (DeskWindow *self);        /* FALSE: none was shown */
void desk_window_remove_tools (DeskWindow *self, GtkStack *stack);

G_END_DECLS
