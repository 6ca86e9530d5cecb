/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Ties widgets to properties of a model, for as long as both live. @property is an enumeration, an
 * integer or a boolean. */

/* @check is active exactly while @property is @value; activating it sets @property. */
void desk_model_bind_check (GtkCheckButton *check, GObject *model, const char *property, int value);

/* The row's position n stands for @first + n. */
void desk_model_bind_combo (AdwComboRow *row, GObject *model, const char *property, int first);

/* @widget is visible exactly while @property is @value. */
void desk_model_bind_visible (GtkWidget *widget, GObject *model, const char *property, int value);

G_END_DECLS
