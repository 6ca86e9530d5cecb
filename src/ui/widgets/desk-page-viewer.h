/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-contract-renderer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPageViewer:
 *
 * Pages one below the other, with small pages to jump to at the left where there is room. Pages are
 * drawn as they are needed, the one in view first.
 *
 * Properties: `renderer` (DeskContractRenderer, nullable); `zoom` (1.0 is 96 pixels an inch;
 * read-only, see the functions); `finished` (read-only): the end of the last page was in sight.
 */
#define DESK_TYPE_PAGE_VIEWER (desk_page_viewer_get_type ())

G_DECLARE_FINAL_TYPE (DeskPageViewer, desk_page_viewer, DESK, PAGE_VIEWER, GtkWidget)

void desk_page_viewer_set_renderer (DeskPageViewer *self, DeskContractRenderer *renderer);
gboolean desk_page_viewer_get_finished (DeskPageViewer *self);

/* Pages as wide as the viewer, also after its size changes; the beginning. */
void desk_page_viewer_fit_width (DeskPageViewer *self);
void desk_page_viewer_zoom_in (DeskPageViewer *self);
void desk_page_viewer_zoom_out (DeskPageViewer *self);
double desk_page_viewer_get_zoom (DeskPageViewer *self);

/* @page: from 0. */
void desk_page_viewer_show_page (DeskPageViewer *self, guint page);
/* The page that takes most of the view, from 0. */
guint desk_page_viewer_get_current_page (DeskPageViewer *self);

G_END_DECLS
