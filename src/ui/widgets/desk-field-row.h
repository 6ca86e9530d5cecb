/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field-widget.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskFieldRow:
 *
 * An entry row that says in words, right under the text, what is wrong with it. Implements
 * DeskFieldWidget and GtkEditable. Typing takes the error away.
 *
 * Properties: `field` (path as in DeskIssues), `error` (sentence, nullable), `hint` (a dim sentence
 * in the error's place while there is no error, nullable), `max-length` (code points, 0 none).
 *
 * CSS: the classes `field` and, with an error, `error`. Accessibility: with an error the text is
 * %GTK_ACCESSIBLE_STATE_INVALID and described by the sentence.
 */
#define DESK_TYPE_FIELD_ROW (desk_field_row_get_type ())

G_DECLARE_FINAL_TYPE (DeskFieldRow, desk_field_row, DESK, FIELD_ROW, AdwEntryRow)

GtkWidget *desk_field_row_new (const char *field, const char *title);

const char *desk_field_row_get_error (DeskFieldRow *self);
void desk_field_row_set_error (DeskFieldRow *self, const char *sentence);

/* Keeps the text and the string property @property of @model equal, both ways, for as long as both
 * live. */
void desk_field_row_bind (DeskFieldRow *self, GObject *model, const char *property);

G_END_DECLS
