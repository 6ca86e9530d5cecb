/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ui-test.h"

G_BEGIN_DECLS

/* What a widget is called for assistive programs; nullable, caller frees. */
char *desk_ui_test_dup_label (GtkWidget *widget);

/* What a person reads on it; nullable, caller frees. */
char *desk_ui_test_dup_text (GtkWidget *widget);

G_END_DECLS
