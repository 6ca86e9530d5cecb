/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskContractText:
 *
 * A long text to be read to its end: serif, about 38 characters a line at any text size, with the
 * reading progress below. Paragraphs are separated by empty lines; one that begins with "# " is a
 * heading.
 *
 * Properties: `text` (nullable); `finished` (read-only): the end was in sight since the text was
 * set. Keys: Page Up, Page Down, Space, arrows; Home and End go to the beginning and the end.
 */
#define DESK_TYPE_CONTRACT_TEXT (desk_contract_text_get_type ())

G_DECLARE_FINAL_TYPE (DeskContractText, desk_contract_text, DESK, CONTRACT_TEXT, GtkWidget)

void desk_contract_text_set_text (DeskContractText *self, const char *text);
gboolean desk_contract_text_get_finished (DeskContractText *self);

G_END_DECLS
