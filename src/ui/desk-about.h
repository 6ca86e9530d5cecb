/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* 关于: name, version, licence. */
void desk_about_present (GtkWindow *parent);

G_END_DECLS
