/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a signed contract in a window of its own over @parent's. @reports: GListModel of
 * DeskSignatureReport; @order_number names the file it is saved to. Everything is kept alive by the
 * window. */
GtkWindow *desk_contract_window_present (GtkWidget *parent,
                                         GBytes *pdf,
                                         GListModel *reports,
                                         const char *order_number);

G_END_DECLS
