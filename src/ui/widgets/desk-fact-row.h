/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  DESK_FACT_ROW_TEXT,
  DESK_FACT_ROW_CODE, /* digits of one width, to compare one by one */
} DeskFactRowKind;

/* A row that tells one fact: a small title above a value that can be selected and copied. The row
 * itself takes no focus. */
GtkWidget *desk_fact_row_new (const char *title, const char *value, DeskFactRowKind kind);

G_END_DECLS
